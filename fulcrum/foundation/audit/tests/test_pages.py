"""The reader page shows each reader what they may see, and narrows it as its address says."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fulcrum.foundation.audit import lines, queries
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.audit.filters import Filters
from fulcrum.foundation.audit.models import Entry, Seal
from fulcrum.foundation.users import rights
from fulcrum.foundation.users.models import User
from fulcrum.kit.classification import Classification
from tests.cast import somebody

LIST = "/audit/"


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def as_auditor(client, auditor):
    client.force_login(auditor)
    return client


@pytest.fixture
def secret(officer, now, register):
    """An entry about something confidential of one hospital."""
    return audit.record(
        "tests.secret_done",
        officer,
        by=officer,
        at=now,
        organisation=register["hosp-a"],
        classification=Classification.CONFIDENTIAL,
        reason="a reason kept close",
        after={"state": "a fact kept close"},
    )


def told(response):
    assert response.status_code == 200
    return response.content.decode()


def shown(response):
    """The numbers of the entries on the page, in its order."""
    return [line.entry.pk for line in response.context["lines"]]


def test_the_newest_entry_comes_first_whatever_its_number(as_officer, officer, now):
    late = audit.record("tests.tried", officer, by=officer, at=now)
    early = audit.record("tests.tried", officer, by=officer, at=now - timedelta(days=1))

    assert shown(as_officer.get(LIST)) == [late.pk, early.pk]


def test_an_entry_tells_what_changed_why_and_in_which_request(as_officer, officer, now):
    audit.record(
        "tests.tried", officer, by=officer, at=now, reason="Gazette 7", before={"n": 1}, after={"n": 2}
    )

    page = told(as_officer.get(LIST))

    assert "Gazette 7" in page
    assert "<del>1</del>" in page
    assert "<ins>2</ins>" in page
    assert "Nimali" in page


def test_actions_are_told_in_words_and_unknown_ones_by_their_code(as_officer, officer, now):
    audit.record("registry.appointed", officer, by=officer, at=now)
    audit.record("tests.never_worded", officer, by=None, at=now)

    page = told(as_officer.get(LIST))

    assert "appointed somebody" in page
    assert "tests.never_worded" in page
    assert "the program" in page


def test_an_object_with_a_page_is_linked_by_its_name(as_officer, register, now):
    audit.record("tests.tried", register["hosp-a"], by=None, at=now)

    page = told(as_officer.get(LIST))

    assert '<a href="/organisations/hosp-a/">Alpha Hospital</a>' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("person=nimali", ["a"]),
        ("person=KASUN@tests.invalid", ["b"]),
        ("action=tests.second", ["b"]),
        ("kind=registry.organisation", ["c"]),
        ("kind=registry.organisation&object=3", ["c"]),
        ("object=4", []),
        ("organisation=3", ["c"]),
        ("since=2026-11-23", ["b", "a"]),
        ("until=2026-11-22", ["c"]),
        ("since=2026-11-22&until=2026-11-22", ["c"]),
        ("since=2026-11-24", []),
        ("person=%25", []),
    ],
)
def test_the_filters_of_the_address_narrow_the_list(query, found, as_auditor, auditor, register, now):
    hospital, nimali = register["hosp-a"], somebody("Nimali")
    entries = {
        "a": audit.record("tests.first", nimali, by=nimali, at=now),
        "b": audit.record("tests.second", nimali, by=auditor, at=now + timedelta(minutes=1)),
        "c": audit.record(
            "tests.first", hospital, by=None, at=now - timedelta(days=1), organisation=hospital
        ),
    }

    assert shown(as_auditor.get(f"{LIST}?{query}")) == [entries[name].pk for name in found]


def test_a_day_begins_at_midnight_in_the_country(as_officer, officer, now):
    before_midnight = now.replace(hour=18, minute=29)
    last = audit.record("tests.tried", officer, by=None, at=before_midnight)
    audit.record("tests.tried", officer, by=None, at=before_midnight + timedelta(minutes=1))

    assert shown(as_officer.get(f"{LIST}?until=2026-11-23")) == [last.pk]


def test_only_readings_can_be_asked_for(as_auditor, auditor, officer, now):
    audit.record("tests.tried", officer, by=officer, at=now)
    audit.record_reading(officer, by=auditor, at=now)

    response = as_auditor.get(f"{LIST}?readings=1")

    assert [line.entry.is_reading for line in response.context["lines"]] == [True]


@pytest.mark.parametrize(
    "query",
    [
        "since=soon",
        "until=9999-12-31",
        "organisation=-1",
        "organisation=" + "9" * 30,
        "before=x",
        "before=" + "9" * 18 + ".1",
        "action=%00",
        "kind=a%00",
    ],
)
def test_what_no_filter_knows_is_left_out_and_told(query, as_officer, officer, now):
    entry = audit.record("tests.tried", officer, by=officer, at=now)

    response = as_officer.get(f"{LIST}?{query}")

    assert shown(response) == [entry.pk]
    assert "Left out" in told(response)


def test_pages_follow_each_other_without_gap_or_repetition(as_officer, write, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 3)
    entries = [entry.pk for entry in write(7)]
    seen, address = [], LIST
    while address:
        response = as_officer.get(address)
        seen += shown(response)
        address = response.context["next_href"]

    assert seen == entries[::-1]


def test_a_page_of_fifty_entries_costs_few_queries(
    as_officer, write, register, now, django_assert_max_num_queries
):
    write(20)
    for body in register.values():
        for _ in range(4):
            audit.record("tests.tried", body, by=None, at=now, organisation=body)

    with django_assert_max_num_queries(17):
        response = as_officer.get(LIST)

    assert len(shown(response)) == 50


def test_a_list_costs_one_query_and_one_more_per_kind_of_object(
    officer, write, register, now, django_assert_max_num_queries
):
    write(20)
    for body in register.values():
        audit.record("tests.tried", body, by=officer, at=now, organisation=body)
    rights.may(officer, "audit.read")  # a page knows its reader's rights already

    with django_assert_max_num_queries(2):
        page = queries.entries(Filters(), user=officer)
        told = lines.of(page.entries, user=officer)

    assert len(told) == 29


def test_an_officer_neither_sees_nor_counts_what_is_confidential(as_officer, secret, officer, now):
    open_one = audit.record("tests.tried", officer, by=officer, at=now)

    assert shown(as_officer.get(LIST)) == [open_one.pk]
    assert shown(as_officer.get(f"{LIST}?action=tests.secret_done")) == []
    assert "kept close" not in told(
        as_officer.get(reverse("audit:of_object", args=["users.user", officer.pk]))
    )
    for form in ("csv", "xlsx"):
        assert b"kept close" not in b"".join(as_officer.get(f"/audit/export.{form}").streaming_content)
    assert as_officer.get("/audit/seals/").status_code == 403


def test_an_auditor_sees_that_something_confidential_happened_but_not_its_facts_in_the_list(
    as_auditor, secret
):
    response = as_auditor.get(LIST)

    assert shown(response) == [secret.pk]
    assert "kept close" not in told(response)


def test_opening_the_entries_of_something_confidential_shows_their_facts_and_is_noted(
    as_auditor, auditor, secret, officer
):
    page = told(as_auditor.get(reverse("audit:of_object", args=["users.user", officer.pk])))

    assert "a fact kept close" in page
    reading = Entry.objects.latest("pk")
    assert (reading.is_reading, reading.by, reading.object_id, reading.organisation_key) == (
        True,
        auditor,
        str(officer.pk),
        secret.organisation_key,
    )


def test_opening_the_entries_of_what_is_not_confidential_is_not_noted(as_auditor, officer, now):
    audit.record("tests.tried", officer, by=officer, at=now)

    as_auditor.get(reverse("audit:of_object", args=["users.user", officer.pk]))

    assert Entry.objects.count() == 1


def test_an_auditor_of_one_organisation_sees_its_entries_only(client, secret, register, officer, now):
    client.force_login(somebody("Amal", "auditor", organisation=register["hosp-b"]))
    own = audit.record("tests.tried", officer, by=None, at=now, organisation=register["hosp-b"])
    audit.record("tests.tried", officer, by=None, at=now)

    assert shown(client.get(LIST)) == [own.pk]
    assert client.get("/audit/seals/").status_code == 403


def test_an_auditor_of_one_organisation_sees_what_is_confidential_there(client, secret, register):
    client.force_login(somebody("Amal", "auditor", organisation=register["hosp-a"]))

    assert shown(client.get(LIST)) == [secret.pk]


@pytest.mark.parametrize("path", ["not-a-number", "9" * 40, "a/b"])
def test_an_object_that_nobody_knows_has_no_entries(path, as_auditor):
    for kind in ("registry.organisation", "allocation.plan", "tests.nothing"):
        assert "No entry fits" in told(as_auditor.get(f"/audit/of/{kind}/{path}/"))


def test_an_auditor_finds_every_seal_with_its_head(as_auditor, write, seal, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    for _ in range(3):
        write(1)
        seal()
    heads = {each.number: each.head for each in Seal.objects.all()}

    first = as_auditor.get("/audit/seals/")
    second = as_auditor.get(first.context["next_href"])

    assert heads[3] in told(first) and heads[2] in told(first)
    assert heads[1] not in told(first) and heads[1] in told(second)


def test_before_the_first_seal_the_page_says_so(as_auditor):
    assert "Nothing is sealed yet" in told(as_auditor.get("/audit/seals/"))


def test_a_name_with_markup_is_shown_as_text(as_officer, now, db):
    mischief = User.objects.create(email="x@tests.invalid", name="<script>alert(1)</script>")
    audit.record("tests.tried", mischief, by=mischief, at=now, reason="<b>", after={"<i>": "<u>"})

    page = told(as_officer.get(LIST))

    assert "<script>alert" not in page
    assert "<u>" not in page
