"""Head and officer state the values of the need score: agreed, not agreed, and never one person for both."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from fulcrum.allocation.models import LineStatement
from fulcrum.allocation.tests.agreeing import say
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.notices.models import Notice
from fulcrum.foundation.web import work
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import Appointment
from tests.cast import LONG_AGO, NOW, somebody

LINE = ("hosp-a", "ict_staff")


@pytest.fixture
def hospital(register, need_model):
    return register["hosp-a"]


@pytest.fixture
def opened(hospital, head, now):
    """The head has stated two members of staff."""
    return say(hospital, "2", by=head, at=now)


def make_head(user, body):
    Appointment.objects.create(
        person=user.person, role="head", reach="organisation", organisation=body, manner="acting",
        begins_on=LONG_AGO, made_at=NOW,
    )  # fmt: skip


def waits(user, now):
    return [task.line.href for task in work.gather(user, now).tasks]


def test_the_same_value_from_both_sides_is_agreed_on_that_day(opened, hospital, officer, now):
    answer = say(hospital, "2.0", by=officer, at=now, after=opened)

    assert (opened.outcome, answer.outcome, answer.value) == ("open", "agreed", "2")
    assert (answer.on, answer.other_by, answer.by) == (now.date(), opened.by, officer)


def test_another_value_waits_for_the_first_side_which_may_stay_with_its_own(
    opened, hospital, head, officer, now
):
    answer = say(hospital, "5", by=officer, at=now, after=opened)
    kept = say(hospital, "2", by=head, at=now, after=answer, reason="Counted again.")

    assert (answer.outcome, kept.outcome) == ("different", "disagreed")
    assert LineStatement.objects.count() == 3


def test_who_gives_way_makes_the_line_agreed(opened, hospital, head, officer, now):
    answer = say(hospital, "5", by=officer, at=now, after=opened)

    assert say(hospital, "5", by=head, at=now, after=answer).is_agreed


def test_a_line_waits_in_the_work_of_the_side_that_has_to_answer(opened, hospital, head, officer, now):
    address = reverse("allocation:line", args=LINE)

    assert (address in waits(officer, now), address in waits(head, now)) == (True, False)
    answer = say(hospital, "5", by=officer, at=now, after=opened)
    assert (address in waits(officer, now), address in waits(head, now)) == (False, True)
    say(hospital, "2", by=head, at=now, after=answer)
    assert (address in waits(officer, now), address in waits(head, now)) == (False, False)


def test_who_stated_the_other_value_is_told_of_the_answer(opened, hospital, head, officer, now):
    say(hospital, "5", by=officer, at=now, after=opened)

    notice = Notice.objects.get(to=head)
    assert (notice.kind, notice.url) == ("allocation.line_answered", reverse("allocation:line", args=LINE))


def test_one_person_never_speaks_for_both_sides(hospital, officer, now):
    """An officer who stands in for the head speaks for the house; back in the own office, not for the other side."""
    stated = say(hospital, "2", by=officer, at=now)
    make_head(officer, hospital)
    del officer._rights_today

    with pytest.raises(Refusal, match="line_needs_two"):
        say(hospital, "2", by=officer, at=now, after=stated)


def test_the_database_holds_that_too(opened, hospital, officer, now):
    answer = say(hospital, "5", by=officer, at=now, after=opened)

    with pytest.raises(IntegrityError, match="nobody_speaks_for_both_sides"), transaction.atomic():
        LineStatement.objects.create(
            organisation=hospital, criterion="ict_staff", need_model=answer.need_model, side="head", value="5",
            outcome="agreed", follows=answer, other=answer, other_by=officer, other_value="5", by=officer,
            at=now, on=now.date(), operation=uuid4(), reason="x",
        )  # fmt: skip


def test_statements_are_added_and_never_changed(opened):
    opened.value = "9"

    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        opened.save()
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        opened.delete()


def test_who_has_not_seen_the_last_statement_is_told_of_it(opened, hospital, officer, now):
    with pytest.raises(Refusal) as refused:
        say(hospital, "5", by=officer, at=now)

    assert (refused.value.code, refused.value.facts["person"]) == ("line_moved_on", "Sunethra")


def test_the_same_form_sent_twice_counts_once(hospital, head, now):
    form = uuid4()
    rows = {say(hospital, "2", by=head, at=now, operation=form).pk for _ in range(2)}

    assert len(rows) == 1
    assert Entry.objects.filter(action="allocation.value_stated").count() == 1


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_value_rests_on_something(reason, hospital, head, now):
    with pytest.raises(Refusal, match="reason_of_value_missing"):
        say(hospital, "2", by=head, at=now, reason=reason)


@pytest.mark.parametrize("role", ["auditor", "stranger"])
def test_who_speaks_for_no_side_states_nothing(role, hospital, now, request):
    with pytest.raises(PermissionDenied):
        say(hospital, "2", by=request.getfixturevalue(role), at=now)


def test_an_account_of_the_demonstration_states_nothing_of_a_real_organisation(hospital, officer, now):
    officer.is_demonstration = True
    officer.save(update_fields=["is_demonstration"])

    with pytest.raises(Refusal, match="simulated_and_real"):
        say(hospital, "2", by=officer, at=now)


def test_a_closed_organisation_s_values_rest(hospital, head, now):
    hospital.closed_on = now.date()
    hospital.save(update_fields=["closed_on"])

    with pytest.raises(Refusal, match="value_of_closed"):
        say(hospital, "2", by=head, at=now)


def test_the_page_states_a_value_with_its_document(client, hospital, head, settings, tmp_path):
    from dataclasses import replace

    settings.ENV = replace(settings.ENV, home=tmp_path)
    client.force_login(head)
    sheet = SimpleUploadedFile("staff.txt", b"two of them")

    done = client.post(
        reverse("allocation:line", args=LINE),
        {"operation": uuid4(), "seen": "", "value": "2", "reason": "The staff list.", "file": sheet},
    )

    page = client.get(done.headers["Location"]).content.decode()
    document = Attachment.objects.get()
    assert "staff.txt" in page
    assert client.get(reverse("attachments:file", args=[document.pk])).status_code == 200
    client.force_login(somebody("Malini", "cdio", organisation=hospital.__class__.objects.get(slug="hosp-b")))
    assert client.get(reverse("attachments:file", args=[document.pk])).status_code == 404


def test_a_bad_figure_is_told_on_the_form_and_nothing_is_kept(client, hospital, head):
    client.force_login(head)

    page = client.post(
        reverse("allocation:line", args=LINE),
        {"operation": uuid4(), "seen": "", "value": "a few", "reason": "The staff list."},
    )

    assert page.status_code == 422
    assert "“a few” is not a figure." in page.content.decode()
    assert not LineStatement.objects.exists()


def test_a_head_sees_the_lines_of_the_own_house_only(client, opened, register):
    client.force_login(somebody("Malini", "head", organisation=register["hosp-b"]))

    assert client.get(reverse("allocation:values_of", args=["hosp-a"])).status_code == 403
    assert client.get(reverse("allocation:line", args=LINE)).status_code == 403
    assert b"Alpha Hospital" not in client.get(reverse("allocation:values")).content


def test_a_disagreement_is_shown_wherever_the_line_is(client, plan, register, head, officer, now):
    opened = say(register["hosp-a"], "80000", criterion="population_served", by=head, at=now)
    answer = say(register["hosp-a"], "9000", criterion="population_served", by=officer, at=now, after=opened)
    say(register["hosp-a"], "80000", criterion="population_served", by=head, at=now, after=answer)

    public = client.get(reverse("registry:organisation", args=["hosp-a"])).content.decode()
    need = client.get(reverse("allocation:need")).content.decode()
    client.force_login(officer)
    own = client.get(reverse("allocation:line", args=["hosp-a", "population_served"])).content.decode()

    assert "The organisation and the programme disagree" in public
    assert "1 value is not agreed: its head and the programme differ." in public
    assert "80,000" not in public, "who said what is not for everybody"
    assert "Not agreed in 1 organisation." in need
    assert "80,000 people" in own
    assert "9,000 people" in own


def test_the_lines_of_an_organisation_take_a_constant_number_of_statements(
    client, opened, hospital, head, officer, now, django_assert_max_num_queries
):
    for criterion in ("service_volume", "ticket_burden", "national_programme", "own_priority"):
        row = say(hospital, "3", criterion=criterion, by=head, at=now)
        say(hospital, "4", criterion=criterion, by=officer, at=now, after=row)
    client.force_login(officer)

    with django_assert_max_num_queries(17):
        client.get(reverse("allocation:values_of", args=["hosp-a"]))
    with django_assert_max_num_queries(15):
        page = client.get(reverse("allocation:values") + "?which=parted")
    assert page.context["page"].paginator.count == 4
