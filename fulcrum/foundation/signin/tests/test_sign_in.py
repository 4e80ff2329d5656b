"""Signing in by password and code, and what is noted of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.signin.services import credentials
from fulcrum.foundation.signin.tests.conftest import PASSWORD, enter, with_factor
from fulcrum.foundation.signin.tests.phone import code_of
from fulcrum.foundation.users.models import User
from tests.cast import NOW

CODE = "signin:code"


def signed_in(client):
    return client.get(reverse("signin:account")).status_code == 200


def actions():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_passwords_are_stored_by_argon2(real_passwords, stranger):
    credentials.change_password(stranger, PASSWORD, keep=None, at=NOW)

    assert stranger.password.startswith("argon2$argon2id$")


def test_a_person_without_a_second_factor_is_in_after_the_password(member, client):
    assert enter(client, member).status_code == 302
    assert signed_in(client)


def test_a_person_with_a_second_factor_is_not_in_before_the_code(member, client, clock):
    secret, _codes = with_factor(member)
    clock.shift(60)

    response = enter(client, member)

    assert response["Location"] == reverse(CODE)
    assert not signed_in(client)

    client.post(reverse(CODE), {"code": code_of(secret, timezone.now())})

    assert signed_in(client)


def test_who_is_asked_for_a_code_goes_on_to_where_they_wanted(member, client, clock):
    secret, _codes = with_factor(member)
    clock.shift(60)
    enter(client, member, next="/organisations/")

    response = client.post(reverse(CODE), {"code": code_of(secret, timezone.now())})

    assert response["Location"] == "/organisations/"


@pytest.mark.parametrize("elsewhere", ["https://evil.invalid/", "http://[", "//evil.invalid"])
def test_the_code_never_leads_away(elsewhere, member, client, clock):
    secret, _codes = with_factor(member)
    clock.shift(60)
    enter(client, member, next=elsewhere)

    response = client.post(reverse(CODE) + "?next=" + elsewhere, {"code": code_of(secret, timezone.now())})

    assert response["Location"] == reverse("web:work")


def test_a_code_is_taken_once_even_while_the_clock_would_allow_it(member, client, clock):
    secret, _codes = with_factor(member)
    clock.shift(60)
    code = code_of(secret, timezone.now())
    enter(client, member)
    client.post(reverse(CODE), {"code": code})
    client.post(reverse("signin:sign_out"))
    enter(client, member)

    clock.shift(35)
    again = client.post(reverse(CODE), {"code": code})

    assert again.status_code == 422
    assert not signed_in(client)


@pytest.mark.parametrize(("late", "taken"), [(0, True), (31, True), (95, False)])
def test_a_code_may_be_half_a_minute_old_but_not_more(late, taken, member, client, clock):
    secret, _codes = with_factor(member)
    clock.shift(300)
    code = code_of(secret, timezone.now())
    clock.shift(late)
    enter(client, member)

    client.post(reverse(CODE), {"code": code})

    assert signed_in(client) is taken


def test_a_recovery_code_stands_in_for_the_phone_once(member, client):
    _secret, codes = with_factor(member)
    enter(client, member)
    client.post(reverse(CODE), {"code": f"{codes[3][:4]} {codes[3][4:]}"})
    assert signed_in(client)
    client.post(reverse("signin:sign_out"))

    enter(client, member)
    client.post(reverse(CODE), {"code": codes[3]})

    assert not signed_in(client)


def test_a_password_that_was_changed_meanwhile_ends_the_wait_for_the_code(member, client, clock):
    secret, _codes = with_factor(member)
    clock.shift(60)
    enter(client, member)
    other = User.objects.get(pk=member.pk)
    other.set_password("another horse battery")
    other.save()

    response = client.post(reverse(CODE), {"code": code_of(secret, timezone.now())})

    assert response["Location"] == reverse("signin:sign_in")
    assert not signed_in(client)


def test_the_page_of_the_code_shows_nothing_to_somebody_without_the_password(client, db):
    assert client.get(reverse(CODE))["Location"] == reverse("signin:sign_in")


def test_the_code_must_follow_the_password_within_ten_minutes(member, client, clock):
    secret, _codes = with_factor(member)
    enter(client, member)
    clock.shift(601)

    client.post(reverse(CODE), {"code": code_of(secret, timezone.now())})

    assert not signed_in(client)


def test_a_closed_account_cannot_be_entered(member, client):
    member.is_active = False
    member.save(update_fields=["is_active"])

    assert enter(client, member).status_code == 422
    assert not signed_in(client)


def test_signing_in_and_out_and_failing_is_audited_without_the_password(member, client):
    enter(client, member, password="a wrong password")
    enter(client, member)
    client.post(reverse("signin:sign_out"))

    assert actions() == ["signin.failed", "signin.signed_in", "signin.signed_out"]
    failed = Entry.objects.get(action="signin.failed")
    assert (failed.by, failed.object_id) == (None, str(member.pk))
    assert "a wrong password" not in str(failed.__dict__)


def test_of_an_address_that_nobody_has_only_a_hash_is_kept(client, db):
    client.post(reverse("signin:sign_in"), {"username": "nobody@tests.invalid", "password": PASSWORD})

    entry = Entry.objects.get(action="signin.failed")
    assert entry.object_kind == "signin.attempts"
    assert "nobody" not in str(entry.__dict__)
    assert len(entry.object_id) == 64


def test_a_factor_sealed_under_another_secret_key_says_what_to_do(member, client, settings):
    with_factor(member)
    settings.SECRET_KEY = "another key, of the machine that the dump was restored on"
    enter(client, member)

    response = client.post(reverse(CODE), {"code": "123456"})

    assert response.status_code == 409
    assert "can no longer be read" in response.content.decode()
