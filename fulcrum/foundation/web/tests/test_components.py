"""Components told apart by their states: what a reader or a screen reader gets of each."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, engines
from django.template.loader import render_to_string

from fulcrum.foundation.web.design.sample_form import SampleForm


def rendered(name, **context):
    return render_to_string(f"components/{name}.html", context)


class Wrong(forms.Form):
    way = forms.ChoiceField(label="Way", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    name = forms.CharField(label="Name", help_text="As written")


def test_what_may_stay_empty_says_so_and_nothing_else_does():
    form = SampleForm()

    assert "(optional)" in rendered("field", field=form["email"])
    assert "(optional)" not in rendered("field", field=form["name"])


def test_hint_and_error_are_tied_to_the_box():
    html = rendered("field", field=Wrong({})["name"])

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_choices_are_a_group_with_a_legend_tied_to_its_error():
    html = rendered("field", field=Wrong({})["way"])

    assert "<legend>Way</legend>" in html
    assert 'aria-describedby=" id_way_error"' in html
    assert html.count('type="radio"') == 2


def test_the_error_summary_leads_to_each_wrong_field_and_takes_the_focus():
    html = rendered("error_summary", form=Wrong({}))

    assert 'href="#id_way_0"' in html
    assert 'href="#id_name"' in html
    assert 'tabindex="-1" autofocus' in html


def test_a_form_without_errors_has_no_summary():
    assert rendered("error_summary", form=Wrong()).strip() == ""


@pytest.mark.parametrize(("form", "title"), [(Wrong({}), "<title>Error: "), (Wrong(), "<title> · Fulcrum")])
def test_the_title_of_a_page_with_errors_begins_with_the_word(form, title, rf, db):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()
    template = engines["django"].get_template("base.html")

    assert title in template.render({"form": form}, request)


def test_a_busy_button_says_what_it_does_and_stays_where_it_is():
    html = rendered("button", label="Save", busy="Saving …")

    assert 'aria-disabled="true"' in html
    assert "Saving …" in html
    assert "Save<" not in html


def test_a_button_that_cannot_be_used_says_why():
    assert "disabled" in rendered("button", label="Save", why_not="Only the head may.")
    assert "Only the head may." in rendered("button", label="Save", why_not="Only the head may.")


def test_one_page_needs_no_pager():
    assert rendered("pager", page=Paginator(range(5), 5).page(1)).strip() == ""


def test_addresses_that_are_given_win_over_numbers():
    html = rendered("pager", page=Paginator(range(9), 3).page(2), previous_href="?b", next_href="?c")

    assert 'href="?b"' in html
    assert 'href="?c"' in html
    assert "page=" not in html


def test_a_table_names_every_cell_for_the_phone():
    html = rendered("table", caption="C", columns=[("A", False), ("B", True)], rows=[["x", "1"]])

    assert '<th scope="row">x</th><td data-label="B" class="figure">1</td>' in html


def test_a_row_shorter_than_its_table_is_a_mistake():
    with pytest.raises(ValueError, match="longer"):
        rendered("table", caption="C", columns=[("A", False), ("B", True)], rows=[["x"]])


def test_before_and_after_are_told_to_screen_readers_too():
    html = rendered("difference", caption="C", changes=[{"label": "Name", "before": "old", "after": ""}])

    assert "<del>old</del>" in html
    assert "–" in html


def test_a_date_has_no_clock_and_a_moment_has(now):
    assert "12" not in rendered("date", at=now.date()).split(">")[1]
    assert ", 11:30" in rendered("date", at=now)


def test_shown_puts_its_own_context_on_top_only_for_itself():
    template = engines["django"].from_string(
        '{% load components %}{% shown "components/status.html" own %}{{ label }}'
    )

    html = template.template.render(Context({"own": {"label": "inner"}, "label": "outer"}))

    assert "inner" in html
    assert html.endswith("outer")
