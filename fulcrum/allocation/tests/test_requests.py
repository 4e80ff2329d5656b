"""A head asks for a unit: who may, what is kept, what happens twice, and who gets to see it."""

import csv
import io
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from fulcrum.allocation.models import UnitRequest
from fulcrum.allocation.services import requests
from fulcrum.allocation.tests.agreeing import ASKING, FORM, ask
from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.notices.models import Notice
from fulcrum.foundation.web import work
from fulcrum.kit.refusal import Refusal
from tests.cast import somebody


@pytest.fixture
def hospital(register):
    return register["hosp-a"]


@pytest.fixture
def sent(head, officer, hospital, now):
    return ask(hospital, by=head, at=now)


def told(user):
    return set(Notice.objects.filter(to=user).values_list("kind", flat=True))


def test_a_request_is_kept_told_and_recorded(sent, head, officer):
    assert (sent.state, sent.asked_by, sent.ict_staff) == ("sent", head, 2)
    assert told(officer) == {"allocation.request_received"}
    assert Entry.objects.filter(action="allocation.unit_requested", by=head).count() == 1


def test_the_same_form_sent_twice_counts_once(head, hospital, now):
    form = uuid4()
    first, second = (ask(hospital, by=head, at=now, operation=form) for _ in range(2))

    assert first == second
    assert Entry.objects.filter(action="allocation.unit_requested").count() == 1


def test_the_same_form_with_other_words_is_refused(head, hospital, now):
    form = uuid4()
    ask(hospital, by=head, at=now, operation=form)

    with pytest.raises(Refusal, match="sent_with_other_words"):
        ask(hospital, by=head, at=now, operation=form, asking=replace(ASKING, ict_staff=9))


def test_an_organisation_has_one_open_request(sent, head, hospital, now):
    with pytest.raises(Refusal, match="request_is_open"):
        ask(hospital, by=head, at=now)


def test_the_database_holds_that_too(sent, now):
    sent.pk, sent.operation = None, uuid4()

    with pytest.raises(IntegrityError, match="organisation_has_one_open_request"), transaction.atomic():
        sent.save(force_insert=True)


def test_a_request_that_was_withdrawn_leaves_room_for_another(sent, head, hospital, now):
    requests.withdraw(sent, why="Too early.", by=head, at=now)

    assert ask(hospital, by=head, at=now).pk != sent.pk
    with pytest.raises(Refusal, match="request_has_ended"):
        requests.withdraw(sent, by=head, at=now)


def test_a_closed_organisation_asks_for_nothing(head, hospital, now):
    hospital.closed_on = now.date()
    hospital.save(update_fields=["closed_on"])

    with pytest.raises(Refusal, match="request_of_closed"):
        ask(hospital, by=head, at=now)


@pytest.mark.parametrize("role", ["officer", "auditor", "stranger"])
def test_only_the_head_asks(role, hospital, now, request):
    with pytest.raises(PermissionDenied):
        ask(hospital, by=request.getfixturevalue(role), at=now)


def test_a_head_asks_for_the_own_organisation_only(head, register, now):
    with pytest.raises(PermissionDenied):
        ask(register["hosp-b"], by=head, at=now)


def test_an_account_of_the_demonstration_never_asks_for_a_real_organisation(head, hospital, now):
    head.is_demonstration = True
    head.save(update_fields=["is_demonstration"])

    with pytest.raises(Refusal, match="simulated_and_real"):
        ask(hospital, by=head, at=now)


def test_an_officer_takes_it_up_once_and_the_head_is_told(sent, officer, head, now):
    requests.take_up(sent, by=officer, at=now)

    assert told(head) == {"allocation.request_taken_up"}
    with pytest.raises(Refusal, match="request_taken_up_already"):
        requests.take_up(sent, by=officer, at=now)


def test_an_officer_closes_it_with_a_reason_and_the_head_is_told(sent, officer, head, now):
    requests.close(sent, why="A unit was offered.", by=officer, at=now)

    sent.refresh_from_db()
    assert (sent.state, sent.why_ended) == ("closed", "A unit was offered.")
    assert "allocation.request_closed" in told(head)


def test_it_waits_for_officers_until_one_takes_it_up(sent, officer, head, now):
    def waits():
        return [task.line.href for task in work.gather(officer, now).tasks]

    assert reverse("allocation:request", args=[sent.pk]) in waits()
    assert work.count(officer, now) == len(waits())
    requests.take_up(sent, by=officer, at=now)
    assert reverse("allocation:request", args=[sent.pk]) not in waits()


def test_a_form_that_is_refused_keeps_what_was_typed(client, head, hospital):
    client.force_login(head)
    address = reverse("allocation:new_request", args=["hosp-a"])

    page = client.post(address, {**FORM, "operation": uuid4(), "ict_staff": "-1"})

    assert page.status_code == 422
    assert b"Patients wait for papers." in page.content
    assert not UnitRequest.objects.exists()


def test_the_lead_is_the_person_of_the_register_where_the_name_fits(client, head, hospital):
    member = somebody("Kamala", "unit_member", organisation=hospital).person
    client.force_login(head)

    client.post(reverse("allocation:new_request", args=["hosp-a"]), {**FORM, "operation": uuid4()})

    assert UnitRequest.objects.get().lead == member


def test_after_a_withdrawal_the_form_begins_with_what_was_said(client, sent, head, now):
    requests.withdraw(sent, by=head, at=now)
    client.force_login(head)

    page = client.get(reverse("allocation:new_request", args=["hosp-a"]))

    assert b"Patients wait for papers." in page.content


def test_while_one_is_open_the_form_leads_to_it(client, sent, head):
    client.force_login(head)

    answer = client.get(reverse("allocation:new_request", args=["hosp-a"]))

    assert answer.headers["Location"] == reverse("allocation:request", args=[sent.pk])


def test_a_head_sees_the_own_organisation_s_and_no_other(client, sent, register):
    client.force_login(somebody("Malini", "head", organisation=register["hosp-b"]))

    assert client.get(reverse("allocation:request", args=[sent.pk])).status_code == 404
    assert client.post(reverse("allocation:withdraw_request", args=[sent.pk])).status_code == 404
    assert b"Alpha Hospital" not in client.get(reverse("allocation:requests")).content


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 1), ("?state=withdrawn", 0), ("?state=all", 1), ("?priority=1", 1), ("?priority=3", 0),
        ("?room=shared", 1), ("?search=alpha", 1), ("?search=beta", 0), ("?state=%00&priority=x", 1),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_its_address(query, number, client, sent, officer):
    client.force_login(officer)

    page = client.get(reverse("allocation:requests") + query).context["page"]

    assert page.paginator.count == number


def test_the_list_takes_a_constant_number_of_statements(
    client, officer, register, now, django_assert_max_num_queries
):
    for slug, body in register.items():
        ask(body, by=somebody(f"Head-{slug}", "head", organisation=body), at=now)
    client.force_login(officer)

    with django_assert_max_num_queries(15):
        page = client.get(reverse("allocation:requests"))

    assert page.context["page"].paginator.count == 9


def test_the_file_says_what_the_list_says_and_runs_no_formula(client, head, officer, hospital, now):
    ask(hospital, by=head, at=now, asking=replace(ASKING, need="=1+1"))
    client.force_login(officer)

    content = client.get(reverse("allocation:requests_export", args=["csv"])).content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(content)))
    assert [(row["Id"], row["Need"]) for row in rows] == [("hosp-a", "'=1+1")]
    assert Entry.objects.filter(action="allocation.requests_exported", by=officer).exists()
