"""Whose role demands a second factor does nothing before it is set up, unless a setting says so, loudly."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.signin import second_factor
from fulcrum.foundation.signin.middleware import SignedIn
from fulcrum.foundation.signin.tests.conftest import enter, with_factor
from fulcrum.foundation.signin.tests.phone import code_of, secret_on
from fulcrum.foundation.users.models import User
from fulcrum.runtime import env

SET_UP = "/account/second-factor/set-up/"
LOUD = "No second factor."


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = "required"


def test_an_officer_without_a_factor_is_led_to_its_set_up_before_anything_else(required, chief, client):
    enter(client, chief)

    for path in ("/scenarios/", "/account/", "/organisations/", "/account/second-factor/"):
        assert client.get(path)["Location"] == SET_UP, path


def test_once_it_is_set_up_everything_opens_without_signing_in_again(required, chief, client):
    enter(client, chief)
    secret = secret_on(client.get(SET_UP).content.decode())

    client.post(SET_UP, {"code": code_of(secret, timezone.now())})

    assert client.get("/scenarios/").status_code == 200
    assert LOUD not in client.get("/scenarios/").content.decode()


def test_signing_in_with_the_factor_opens_everything(required, chief, client, clock):
    secret, _codes = with_factor(chief)
    clock.shift(60)
    enter(client, chief)
    client.post(reverse("signin:code"), {"code": code_of(secret, timezone.now())})

    assert client.get("/scenarios/").status_code == 200


def test_they_can_still_change_the_language_and_sign_out(required, chief, client):
    enter(client, chief)

    assert client.get("/language/ta/")["Location"] == "/"
    assert client.post("/sign-out/")["Location"] == "/"


def test_a_script_is_told_no_instead_of_being_led_to_a_page(required, chief, client):
    enter(client, chief)

    assert client.get("/scenarios/", headers={"HX-Request": "true"}).status_code == 403


def test_the_api_says_no_in_its_own_form(required, chief, rf):
    request = rf.get("/api/v1/organisations")
    request.user, request.session = chief, {}
    request.resolver_match = SimpleNamespace(view_name="api:organisations")

    response = SignedIn(lambda _: None).process_view(request, None, (), {})

    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"


def test_nothing_is_demanded_of_a_role_that_needs_none_nor_of_a_visitor(required, member, client):
    assert client.get("/organisations/").status_code == 200
    enter(client, member)

    assert client.get("/organisations/").status_code == 200


@pytest.mark.parametrize("person", ["officer", "auditor", "cert_analyst"])
def test_programme_staff_auditors_and_analysts_need_one(person, request):
    assert second_factor.is_demanded(request.getfixturevalue(person))


@pytest.mark.parametrize("person", ["stranger", "head"])
def test_others_do_not(person, request):
    assert not second_factor.is_demanded(request.getfixturevalue(person))


def test_who_needs_one_cannot_remove_it(required, chief, client, clock):
    secret, _codes = with_factor(chief)
    clock.shift(60)
    enter(client, chief)
    client.post(reverse("signin:code"), {"code": code_of(secret, timezone.now())})

    response = client.post(reverse("signin:remove_factor"))

    assert response.status_code == 409
    assert "Your role needs a second factor" in response.content.decode()


def test_relaxed_they_get_in_and_every_page_says_so_loudly(chief, client):
    enter(client, chief)

    for path in ("/scenarios/", "/organisations/", "/account/"):
        assert LOUD in client.get(path).content.decode(), path


def test_nobody_else_reads_that_sentence(member, client):
    assert LOUD not in client.get("/organisations/").content.decode()
    enter(client, member)

    assert LOUD not in client.get("/organisations/").content.decode()


def test_a_person_of_the_demonstration_gets_in_even_where_it_is_required(required, chief, client):
    """Their door is open to everyone; a second factor would lock it for all but the first."""
    User.objects.filter(pk=chief.pk).update(is_demonstration=True)
    client.post(reverse("signin:demonstration", args=[chief.pk]))

    page = client.get("/scenarios/")
    assert page.status_code == 200
    assert LOUD in page.content.decode()


@pytest.mark.parametrize(
    ("environ", "found"),
    [
        ({}, "relaxed"),
        ({"FULCRUM_DEMONSTRATION": "0"}, "required"),
        ({"FULCRUM_SECOND_FACTOR": "required"}, "required"),
        ({"FULCRUM_DEMONSTRATION": "0", "FULCRUM_SECOND_FACTOR": "relaxed"}, "relaxed"),
    ],
)
def test_it_is_required_unless_relaxed_by_hand_or_by_the_demonstration(environ, found):
    assert env.read(environ).second_factor == found
