"""The second factor: taken into use, replaced, removed; its secrets unreadable in the database."""

from base64 import b64decode

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.notices.models import Notice
from fulcrum.foundation.signin import sealing
from fulcrum.foundation.signin.services import factors
from fulcrum.foundation.signin.tests.conftest import PASSWORD, enter, with_factor
from fulcrum.foundation.signin.tests.phone import code_of, secret_on
from fulcrum.kit.refusal import Refusal
from tests.cast import NOW

SET_UP, CODES = "signin:set_up", "signin:renew_codes"


def codes_on(page):
    return [part.split("<")[0] for part in page.split("<li><code>")[1:]]


def take_into_use(client):
    secret = secret_on(client.get(reverse(SET_UP)).content.decode())
    return secret, client.post(reverse(SET_UP), {"code": code_of(secret, timezone.now())})


def test_the_codes_of_the_test_s_app_are_those_of_the_standard():
    """RFC 6238, appendix B, the last six of eight digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert (
        code_of(secret, timezone.datetime.fromtimestamp(59, tz=timezone.get_current_timezone())) == "287082"
    )


def test_the_set_up_shows_a_picture_that_the_policy_allows_and_the_secret_as_text(member, client):
    enter(client, member)

    page = client.get(reverse(SET_UP)).content.decode()

    picture = page.split('src="data:image/svg+xml;base64,')[1].split('"')[0]
    assert b64decode(picture).startswith(b"<?xml")
    assert len(secret_on(page).replace(" ", "")) == 32
    assert "style=" not in page


def test_the_code_of_the_app_takes_it_into_use_and_shows_ten_recovery_codes_once(member, client):
    enter(client, member)

    _secret, response = take_into_use(client)

    assert len(set(codes_on(response.content.decode()))) == 10
    assert response["Cache-Control"].find("no-store") >= 0
    assert factors.has_factor(member)
    overview = client.get(reverse("signin:second_factor")).content.decode()
    assert not any(code in overview for code in codes_on(response.content.decode()))


def test_a_wrong_code_takes_nothing_into_use_and_the_secret_stays_the_same(member, client):
    enter(client, member)
    secret = secret_on(client.get(reverse(SET_UP)).content.decode())

    response = client.post(reverse(SET_UP), {"code": "000000"})

    assert response.status_code == 422
    assert secret_on(response.content.decode()) == secret
    assert not factors.has_factor(member)


def test_a_sensitive_page_asks_for_the_password_again_after_five_minutes(member, client, clock):
    enter(client, member)
    clock.shift(299)
    assert client.get(reverse(SET_UP)).status_code == 200

    clock.shift(2)
    asked = client.get(reverse(SET_UP))
    assert asked["Location"].startswith(f"{reverse('signin:confirm')}?next=")

    answer = client.post(asked["Location"], {"password": PASSWORD})
    assert answer["Location"] == reverse(SET_UP), "back to where they were"
    assert client.get(reverse(SET_UP)).status_code == 200


def test_a_wrong_password_confirms_nothing(member, client, clock):
    enter(client, member)
    clock.shift(301)

    assert client.post(reverse("signin:confirm"), {"password": "wrong"}).status_code == 422
    assert client.get(reverse(SET_UP)).status_code == 302


def test_what_was_sent_without_confirmation_is_not_done(member, client, clock):
    enter(client, member)
    take_into_use(client)
    clock.shift(301)

    for name in (CODES, "signin:remove_factor"):
        assert client.post(reverse(name))["Location"].startswith(reverse("signin:confirm"))

    assert factors.has_factor(member)
    assert not Entry.objects.filter(action__in=["signin.codes_renewed", "signin.factor_removed"]).exists()


def test_taking_a_factor_into_use_ends_the_sessions_opened_without_it(member, client):
    elsewhere = Client()
    enter(elsewhere, member)
    enter(client, member)

    take_into_use(client)

    assert client.get(reverse("signin:account")).status_code == 200
    assert elsewhere.get(reverse("signin:account")).status_code == 302


def test_a_session_opened_without_the_factor_cannot_replace_it(member, client):
    enter(client, member)
    with_factor(member)

    response = client.get(reverse(SET_UP))

    assert response["Location"] == reverse("signin:sign_in")
    assert client.get(reverse("signin:account")).status_code == 302


def test_another_phone_replaces_the_first(member, client, clock):
    old, _codes = with_factor(member)
    clock.shift(60)
    enter(client, member)
    client.post(reverse("signin:code"), {"code": code_of(old, timezone.now())})

    new, _response = take_into_use(client)
    client.post(reverse("signin:sign_out"))
    clock.shift(60)
    enter(client, member)

    assert client.post(reverse("signin:code"), {"code": code_of(old, timezone.now())}).status_code == 422
    assert client.post(reverse("signin:code"), {"code": code_of(new, timezone.now())}).status_code == 302


def test_new_recovery_codes_make_the_old_ones_void(member, client):
    _secret, old = with_factor(member)

    new = factors.renew_codes(member, at=NOW)

    assert set(old).isdisjoint(new)
    enter(client, member)
    assert client.post(reverse("signin:code"), {"code": old[0]}).status_code == 422
    assert client.post(reverse("signin:code"), {"code": new[0]}).status_code == 302


def test_recovery_codes_belong_to_a_factor(member):
    with pytest.raises(Refusal, match="no_factor"):
        factors.renew_codes(member, at=NOW)


def test_secrets_are_sealed_in_the_database(member):
    secret, codes = with_factor(member)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in codes)
    row = Authenticator.objects.get(type="totp")
    assert sealing.unseal(row.data["secret"]) == secret


def test_a_secret_on_its_way_is_sealed_in_the_session(member, client):
    enter(client, member)
    secret = secret_on(client.get(reverse(SET_UP)).content.decode())

    assert secret.replace(" ", "") not in str(dict(client.session))


def test_what_another_key_sealed_is_refused_and_not_read_as_something_else(settings):
    sealed = sealing.seal("secret")
    settings.SECRET_KEY = "another key of at least thirty-two characters"

    with pytest.raises(sealing.UnreadableError):
        sealing.unseal(sealed)


def test_every_change_is_audited_and_told_to_the_person(member):
    with_factor(member)
    factors.renew_codes(member, at=NOW)
    factors.remove(member, by=member, at=NOW)

    changes = ["signin.factor_added", "signin.codes_renewed", "signin.factor_removed"]
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == changes
    assert list(Notice.objects.order_by("pk").values_list("kind", flat=True)) == changes


def test_the_operator_removes_the_factor_of_a_person_who_lost_everything(member, client, capsys, clock):
    secret, _codes = with_factor(member)
    clock.shift(60)
    enter(client, member)
    client.post(reverse("signin:code"), {"code": code_of(secret, timezone.now())})

    call_command("remove_second_factor", member.email, reason="came with their identity card")

    assert Entry.objects.get(action="signin.factor_removed").reason == "came with their identity card"
    assert client.get(reverse("signin:account")).status_code == 302, "signed out"
    assert enter(Client(), member)["Location"] == reverse("web:work")
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("remove_second_factor", member.email, reason="again")
    with pytest.raises(CommandError, match="no open account"):
        call_command("remove_second_factor", "nobody@tests.invalid", reason="who")


@pytest.mark.parametrize("name", [SET_UP, "signin:password", "signin:confirm"])
def test_an_account_of_the_demonstration_can_change_none_of_this(name, member, client):
    member.is_demonstration = True
    member.save(update_fields=["is_demonstration"])
    client.force_login(member)

    response = client.get(reverse(name))

    assert response.status_code == 409
    assert "belongs to the demonstration" in response.content.decode()
