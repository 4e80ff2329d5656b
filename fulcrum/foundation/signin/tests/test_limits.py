"""Too many attempts shut an account or an address for a while, for everybody alike and never for ever."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.signin import refusals
from fulcrum.foundation.signin.domain.limits import Act
from fulcrum.foundation.signin.models import Attempts
from fulcrum.foundation.signin.services import limits, tidying
from fulcrum.foundation.signin.services.limits import Source
from fulcrum.foundation.signin.tests.conftest import enter, with_factor
from fulcrum.kit.refusal import Refusal
from tests.cast import NOW


def from_address(number):
    return {"REMOTE_ADDR": f"203.0.113.{number}"}


def wrong(client, user, **extra):
    data = {"username": user.email, "password": "wrong"}
    return client.post(reverse("signin:sign_in"), data, **extra).status_code


def test_the_sixth_attempt_on_an_account_is_not_looked_at_even_if_it_is_right(member, client):
    statuses = [wrong(client, member) for _ in range(5)]

    response = enter(client, member)

    assert statuses == [422] * 5
    assert response.status_code == 429
    assert "Wait 1 min" in response.content.decode()


@pytest.mark.parametrize("language", ["si", "ta"])
def test_the_wait_is_worded_when_it_is_told_so_in_the_reader_s_language(
    language, member, client, monkeypatch
):
    told = {"too_many_attempts": lambda: f"{translation.get_language()} %(minutes)s"}
    monkeypatch.setattr(refusals, "WORDINGS", {**refusals.WORDINGS, **told})
    client.cookies["django_language"] = language
    for _ in range(5):
        wrong(client, member)

    assert f"{language} 1" in enter(client, member).content.decode()


def test_a_hundred_attempts_from_a_hundred_addresses_are_looked_at_a_dozen_times_an_hour(member, clock):
    looked_at = 0
    for number in range(100):
        looked_at += wrong(Client(), member, **from_address(number)) == 422
        clock.shift(36)

    assert looked_at == 11


def test_one_address_that_tries_many_accounts_is_shut_as_well(db):
    client = Client()
    data = [{"username": f"person{number}@tests.invalid", "password": "guess"} for number in range(31)]

    statuses = [client.post(reverse("signin:sign_in"), each).status_code for each in data]

    assert statuses == [422] * 30 + [429]


def test_other_addresses_are_not_shut_with_it(member, client):
    shut = Source(address="198.51.100.7")
    for _ in range(30):
        limits.count(Act.PASSWORD, shut, at=NOW)

    with pytest.raises(Refusal):
        limits.check(Act.PASSWORD, shut, at=NOW)
    assert enter(client, member).status_code == 302


def test_the_newer_kind_of_address_is_counted_by_its_network():
    assert limits.network_of("2001:db8:1:2:3:4:5:6") == limits.network_of("2001:db8:1:2::9")
    assert limits.network_of("2001:db8:1:2::9") != limits.network_of("2001:db8:1:3::9")
    assert limits.network_of("203.0.113.9") == "203.0.113.9"


def test_somebody_else_s_attempts_do_not_shut_out_a_browser_that_was_in_before(member, client):
    enter(client, member)
    client.post(reverse("signin:sign_out"))
    attacker = Client(**from_address(66))
    while wrong(attacker, member) == 422:
        pass

    assert enter(Client(), member).status_code == 429, "a new browser waits"
    assert enter(client, member).status_code == 302, "the known one does not"


def test_the_mark_of_a_browser_helps_with_no_other_account(member, chief, client):
    enter(client, chief)
    client.post(reverse("signin:sign_out"))
    while wrong(Client(**from_address(66)), member) == 422:
        pass

    assert enter(client, member).status_code == 429


def test_a_known_browser_may_not_guess_for_ever_either(member, client):
    enter(client, member)
    client.post(reverse("signin:sign_out"))

    statuses = [wrong(client, member) for _ in range(6)]

    assert statuses == [422] * 5 + [429]


def test_after_the_wait_the_right_password_opens_and_forgets_the_wrong_ones(member, client, clock):
    for _ in range(5):
        wrong(client, member)
    clock.shift(61)

    assert enter(client, member).status_code == 302
    assert (
        Client().post(reverse("signin:sign_in"), {"username": member.email, "password": "wrong"}).status_code
        == 422
    )


def test_codes_are_limited_as_well(member, client):
    with_factor(member)
    enter(client, member)

    statuses = [
        client.post(reverse("signin:code"), {"code": f"{number:06}"}).status_code for number in range(6)
    ]

    assert statuses == [422] * 5 + [429]


def test_links_of_invitations_cannot_be_tried_out(client, db):
    addresses = [reverse("signin:invitation", args=[f"{number}.guess"]) for number in range(21)]

    assert [client.get(address).status_code for address in addresses] == [410] * 20 + [429]


def test_the_count_is_in_the_database_and_so_the_same_for_every_process(member, client):
    """A second process has no memory of the first: nothing but the row tells it."""
    for _ in range(5):
        wrong(client, member)

    assert Attempts.objects.filter(count=5, shut_until__isnull=False).count() == 1
    Attempts.objects.all().delete()
    assert enter(client, member).status_code == 302


def test_no_address_of_a_person_or_a_network_is_kept_with_the_count(member, client):
    wrong(client, member)

    kept = " ".join(Attempts.objects.values_list("subject", flat=True))
    assert member.email not in kept
    assert "127.0.0.1" not in kept


def test_an_attempt_that_is_not_looked_at_is_not_audited_so_that_nobody_fills_the_log(member, client):
    for _ in range(12):
        wrong(client, member)

    assert Entry.objects.filter(action="signin.failed").count() == 5


def test_what_is_long_over_is_forgotten(member, client, clock):
    wrong(client, member)
    clock.shift(24 * 3600 + 1)

    tidying.tidy(at=timezone.now())

    assert not Attempts.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_attempts_at_the_same_moment_do_not_slip_past_the_count(django_user_model):
    """Twelve at once: as many are looked at as if they had come one after the other."""
    person = django_user_model.objects.create(name="Ruwan", email="ruwan@tests.invalid")

    def attempt(number):
        try:
            return wrong(Client(), person, **from_address(number))
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as threads:
        statuses = sorted(threads.map(attempt, range(12)))

    assert statuses == [422] * 5 + [429] * 7
