"""Tokens open what their person may see, end on their day, and are kept as hashes; lists page without gaps."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.api.models import Token
from fulcrum.foundation.api.services import tokens
from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import CiiEntry
from tests.cast import LONG_AGO, NOW

pytestmark = pytest.mark.django_db


def made(user, days=30):
    return tokens.make(name="report", scope="read", lasts=timedelta(days=days), by=user, at=timezone.now())


def ask(client, address, text="", **query):
    headers = {"Authorization": f"Bearer {text}"} if text else {}
    return client.get(f"/api/v1/{address}", query, headers=headers)


def test_the_text_of_a_token_is_kept_nowhere(officer):
    token, text = made(officer)

    kept = " ".join(map(str, Token.objects.values_list().get()))
    assert text not in kept
    assert text[len(token.beginning) :] not in str(Entry.objects.get(action="api.token_made").facts)


def test_a_token_opens_what_its_person_may_see_and_no_more(client, officer, head):
    assert ask(client, "people").status_code == 401
    assert ask(client, "people", made(officer)[1]).status_code == 200
    assert ask(client, "scenarios", made(head)[1]).status_code == 403


def test_a_revoked_an_ended_and_an_invented_token_open_nothing(client, officer):
    token, text = made(officer)
    tokens.revoke(token, by=officer, at=timezone.now())
    _ended, late = made(officer)
    Token.objects.filter(digest=tokens.digest_of(late)).update(
        made_at=NOW - timedelta(9), expires_at=timezone.now() - timedelta(seconds=1)
    )

    for each in (text, late, "ful_invented"):
        answer = ask(client, "organisations", each)
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["WWW-Authenticate"] == "Bearer"


def test_a_token_opens_nothing_where_the_role_of_its_person_demands_a_second_factor_that_they_lack(
    client, settings, officer, head
):
    settings.SECOND_FACTOR = "required"

    refused = ask(client, "audit", made(officer)[1])
    assert refused.status_code == 403
    assert refused["Content-Type"] == "application/problem+json"
    assert ask(client, "people", made(head)[1]).status_code == 200

    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
    assert ask(client, "audit", made(officer)[1]).status_code == 200


def test_a_token_dies_with_its_person(client, officer):
    _token, text = made(officer)
    officer.is_active = False
    officer.save()

    assert ask(client, "people", text).status_code == 401


@pytest.mark.parametrize("days", [0, 367])
def test_a_token_lasts_a_day_to_a_year(days, officer):
    with pytest.raises(Refusal, match="token_lasts_too_long"):
        made(officer, days)


def test_nobody_revokes_anothers(client, officer, head):
    token, _text = made(officer)
    client.force_login(head)

    assert client.post(reverse("api_tokens:revoke", args=[token.pk])).status_code == 404
    assert Token.objects.get().revoked_at is None


def test_the_page_shows_a_new_token_once(client, officer):
    client.force_login(officer)

    answer = client.post(reverse("api_tokens:own"), {"name": "report", "days": 30})

    assert "ful_" in answer.content.decode()
    token = Token.objects.get()
    assert token.digest not in answer.content.decode()
    assert client.get(reverse("api_tokens:own")).content.decode().count("ful_") == 1


def test_pages_follow_each_other_without_gap_or_repetition(client, register):
    keys, after = [], ""
    while True:
        answer = ask(client, "organisations", limit=2, after=after).json()
        keys += [row["key"] for row in answer["items"]]
        after = answer["next"]
        if after is None:
            break

    assert keys == sorted(body.key for body in register.values())


@pytest.mark.parametrize("cursor", ["x", "bm90IGpzb24", "W10", "WyJhIiwxXQ", "W1tdXQ"])
def test_a_cursor_of_another_list_is_told(cursor, client, register):
    answer = ask(client, "organisations", after=cursor)

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


def test_an_address_that_is_none_is_a_problem_too(client):
    answer = ask(client, "nothing")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_list_answers_with_the_rights_of_the_one_who_asks(client, cert_analyst, head, register):
    for slug in ("hosp-a", "hosp-b"):
        CiiEntry.objects.create(
            organisation=register[slug],
            basis="programme",
            reference="test",
            essential_service="care",
            begins_on=LONG_AGO,
            proposed_at=NOW,
        )

    rows = {
        user.name: [
            row["organisation"]
            for row in ask(client, "critical-infrastructure", made(user)[1]).json()["items"]
        ]
        for user in (cert_analyst, head)
    }

    assert rows == {
        "Fathima": sorted([register["hosp-a"].key, register["hosp-b"].key]),
        "Sunethra": [register["hosp-a"].key],
    }
    assert Entry.objects.filter(action="read", by=cert_analyst, facts__through="api").count() == 2


def test_an_error_is_told_in_the_language_asked_for(client):
    si = client.get("/api/v1/people", headers={"Accept-Language": "si"}).json()["title"]
    en = client.get("/api/v1/people", headers={"Accept-Language": "en"}).json()["title"]

    assert en == "It is not known who asks"
    assert si


@pytest.mark.parametrize("address", ["organisations", "regions", "appointments", "people"])
def test_a_list_costs_the_same_however_long(
    address, client, officer, register, django_assert_max_num_queries
):
    text = made(officer)[1]
    ask(client, address, text)

    with django_assert_max_num_queries(9):
        ask(client, address, text, limit=200)
