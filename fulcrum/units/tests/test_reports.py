"""Monthly reports: when they are drafted, what they count, who signs, and that a signed one never changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.web import work
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import Person
from fulcrum.units import report_words
from fulcrum.units.domain.report import Month
from fulcrum.units.models import Holding, MonthlyReport, Unit, UnitEvent
from fulcrum.units.services import reports
from fulcrum.units.services.reports import Answers
from fulcrum.units.tests.network import spread
from tests.cast import NOW, somebody

OCTOBER = Month(date(2026, 10, 1))
ANSWERS = Answers("We held the first meeting.", "We choose services.", "A room.")


@pytest.fixture
def unit(register):
    (made,) = spread([register["hosp-a"]], at=NOW, first_number=6)
    return Unit.objects.select_related("organisation", "blueprint").get(pk=made.pk)


@pytest.fixture
def draft(unit):
    return reports.draft(unit, OCTOBER, by=None, at=NOW)


def sign(draft, by, **changed):
    asked = {"seen": reports.seal(draft), "by": by, "at": NOW, **changed}
    reports.sign(draft, asked.pop("answers", ANSWERS), **asked)


def test_a_draft_counts_what_happened_in_the_month(unit, draft):
    person = Person.objects.create(name_en="Sena", pack="lk", added_at=NOW)
    post = unit.posts.get(code="LD")
    Holding.objects.create(post=post, person=person, manner="substantive", begins_on=date(2026, 10, 12))
    UnitEvent.objects.create(
        unit=unit, kind="standing_changed", on=date(2026, 10, 30), at=NOW, facts={"standing": "at_risk"}
    )

    told = reports.draft(unit, OCTOBER, by=None, at=NOW).figures

    assert (told["joined"], told["days_at_risk"], told["standing"]) == (["LD"], 2, "at_risk")
    assert "LD" not in [each["post"] for each in told["vacant"]]


def test_who_was_let_go_in_the_course_of_a_day_left_the_day_before(unit):
    person = Person.objects.create(name_en="Sena", pack="lk", added_at=NOW)
    Holding.objects.create(
        post=unit.posts.get(code="LD"),
        person=person,
        manner="substantive",
        begins_on=date(2026, 5, 1),
        until=date(2026, 11, 1),
        ended_at=NOW,
    )

    assert reports.draft(unit, OCTOBER, by=None, at=NOW).figures["left"] == ["LD"]


def test_counting_again_keeps_the_answers(unit, draft, head):
    reports.write(draft, ANSWERS, by=head, at=NOW)
    unit.steps.filter(state="open").update(state="done", done_on=date(2026, 10, 5))

    again = reports.draft(unit, OCTOBER, by=head, at=NOW)

    assert (again.pk, again.done) == (draft.pk, ANSWERS.done)
    assert len(again.figures["steps_done"]) > len(draft.figures["steps_done"])


def test_a_month_that_is_not_over_is_not_reported(unit, head):
    with pytest.raises(Refusal) as caught:
        reports.draft(unit, Month(date(2026, 11, 1)), by=head, at=NOW)

    assert caught.value.code == "month_is_not_over"


def test_a_month_can_be_reported_from_the_first_day_of_the_next(unit, head):
    first_day = datetime(
        2026, 10, 31, 19, 0, tzinfo=UTC
    )  # half past midnight of 1 November where the country is

    assert reports.draft(unit, OCTOBER, by=head, at=first_day).month == OCTOBER.first


@pytest.mark.parametrize(
    ("month", "code"), [(date(2019, 1, 1), "month_before_unit"), (date(2026, 10, 1), "month_after_unit")]
)
def test_only_months_of_its_life_are_reported(month, code, unit, head):
    Unit.objects.filter(pk=unit.pk).update(standing="closed", closed_on=date(2026, 9, 30))

    with pytest.raises(Refusal) as caught:
        reports.draft(unit, Month(month), by=head, at=NOW)

    assert caught.value.code == code


def test_who_does_not_run_the_unit_neither_drafts_nor_signs(unit, draft, officer):
    for act in (
        lambda: reports.draft(unit, OCTOBER, by=officer, at=NOW),
        lambda: reports.write(draft, ANSWERS, by=officer, at=NOW),
        lambda: sign(draft, officer),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_person_of_the_demonstration_signs_nothing_real(draft, head):
    head.is_demonstration = True

    with pytest.raises(Refusal) as caught:
        sign(draft, head)

    assert caught.value.code == "simulated_and_real"


def test_a_signature_freezes_the_report_and_is_told(unit, draft, head):
    sign(draft, head)

    kept = MonthlyReport.objects.select_related("unit").get(pk=draft.pk)
    assert (kept.state, kept.signed_by, kept.needs) == ("signed", head, "A room.")
    assert kept.sha256 == reports.digest(kept)
    assert unit.events.filter(kind="report_signed", facts__month="2026-10-01").count() == 1
    assert Entry.objects.filter(action="units.report_signed").count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        MonthlyReport.objects.filter(pk=draft.pk).update(done="Something else")


def test_a_signed_report_is_not_signed_written_or_counted_again(unit, draft, head):
    sign(draft, head)

    for act in (
        lambda: sign(draft, head),
        lambda: reports.write(draft, ANSWERS, by=head, at=NOW),
        lambda: reports.draft(unit, OCTOBER, by=head, at=NOW),
    ):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.code == "report_is_signed"


@pytest.mark.parametrize("answers", [Answers("", "Next."), Answers("Done.", "  ")])
def test_it_is_not_signed_without_its_answers(answers, draft, head):
    with pytest.raises(Refusal) as caught:
        sign(draft, head, answers=answers)

    assert caught.value.code == "report_answers_missing"


def test_nobody_signs_figures_that_were_counted_behind_their_back(unit, draft, head):
    seen = reports.seal(draft)
    unit.steps.filter(state="open").update(state="done", done_on=date(2026, 10, 5))
    reports.draft(unit, OCTOBER, by=None, at=NOW)

    with pytest.raises(Refusal) as caught:
        sign(draft, head, seen=seen)

    assert caught.value.code == "report_changed"


def test_the_job_drafts_for_operational_units_once(register):
    units = spread([register["hosp-a"], register["la-a"], register["dsec-a"]], at=NOW)
    Unit.objects.filter(pk__in=[units[0].pk, units[1].pk]).update(
        formed_on=units[0].began_on + timedelta(days=50), operational_on=date(2026, 10, 31)
    )
    Unit.objects.filter(pk=units[1].pk).update(operational_on=date(2026, 11, 1))
    Unit.objects.filter(pk=units[2].pk).update(formed_on=None, operational_on=None)

    assert reports.draft_due(at=NOW) == 1
    assert reports.draft_due(at=NOW) == 0
    assert MonthlyReport.objects.get().unit_id == units[0].pk


def test_a_draft_waits_in_my_work_of_who_runs_the_unit(draft, head, officer, register):
    other = somebody("Other", "head", organisation=register["la-a"])

    assert [line.action for line in report_words.lines(head, NOW)] == ["Read and sign"]
    assert list(report_words.lines(other, NOW)) == []
    assert list(report_words.lines(officer, NOW)) == []
    sign(draft, head)
    assert list(report_words.lines(head, NOW)) == []


def test_counting_what_waits_takes_the_lines_of_reports_in(draft, head):
    before = work.count(head, NOW)

    sign(draft, head)

    assert work.count(head, NOW) < before


@pytest.mark.parametrize("number", [1, 20])
def test_the_lines_take_a_constant_number_of_statements(number, unit, head, django_assert_max_num_queries):
    months = [date(2024 + count // 12, count % 12 + 1, 1) for count in range(number)]
    MonthlyReport.objects.bulk_create(
        MonthlyReport(unit=unit, month=month, state="draft", drafted_at=NOW) for month in months
    )
    list(report_words.lines(head, NOW))

    with django_assert_max_num_queries(2):
        list(report_words.lines(head, NOW))


class TestPages:
    @pytest.fixture
    def address(self, unit):
        return reverse("units:report", args=[unit.number, OCTOBER.first])

    def test_the_lead_reads_answers_and_signs(self, unit, draft, head, client, address):
        client.force_login(head)
        page = client.get(address)
        sent = {"done": "a", "next_steps": "b", "needs": "", "seen": page.context["form"]["seen"].value()}

        answer = client.post(address, {**sent, "act": "sign"})

        assert answer.status_code == 302
        signed = client.get(address).content.decode()
        assert "Signed" in signed
        assert "<textarea" not in signed
        assert "October 2026" in client.get(reverse("units:reports", args=[unit.number])).content.decode()

    def test_keeping_signs_nothing(self, draft, head, client, address):
        client.force_login(head)

        client.post(address, {"done": "a", "act": "keep"})

        draft.refresh_from_db()
        assert (draft.done, draft.state) == ("a", "draft")

    def test_what_is_refused_stands_on_the_form(self, draft, head, client, address):
        client.force_login(head)

        answer = client.post(address, {"done": "", "act": "sign"})

        assert answer.status_code == 422
        assert answer.content.decode().count("Write a sentence or two before you sign.") >= 2

    def test_an_officer_reads_and_cannot_write(self, draft, officer, client, address):
        client.force_login(officer)

        assert "<textarea" not in client.get(address).content.decode()
        assert client.post(address, {"done": "a", "act": "keep"}).status_code == 403

    def test_a_month_without_a_report_is_not_found_until_it_is_drafted(self, unit, head, client):
        address = reverse("units:report", args=[unit.number, date(2026, 9, 1)])
        client.force_login(head)

        assert client.get(address).status_code == 404
        assert client.post(address, {"act": "draft"}).status_code == 302
        assert client.get(address).status_code == 200

    def test_a_month_that_cannot_be_drafted_is_told(self, unit, head, client):
        client.force_login(head)

        answer = client.post(
            reverse("units:report", args=[unit.number, date(2031, 1, 1)]), {"act": "draft"}, follow=True
        )

        assert "That month ends on" in answer.content.decode()
