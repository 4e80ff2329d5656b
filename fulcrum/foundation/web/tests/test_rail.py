"""What a screen reader gets of the stages on a rail."""

from types import SimpleNamespace as Facts

from django.template.loader import render_to_string


def rail(*states):
    stops = [
        Facts(label=f"Stage {number}", state=state, note="", href="") for number, state in enumerate(states)
    ]
    return render_to_string("components/rail.html", {"label": "Stages", "stops": stops})


def test_each_state_is_told_in_words():
    page = rail("passed", "here", "next", "ahead")

    assert [word for word in ("passed", "here", "next", "still to come") if word in page] == [
        "passed",
        "here",
        "next",
        "still to come",
    ]
    assert page.count('aria-current="step"') == 1


def test_a_stage_without_an_address_is_no_link():
    assert "<a" not in rail("here", "ahead")
