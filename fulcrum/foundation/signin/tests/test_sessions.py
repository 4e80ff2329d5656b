"""Where a person is signed in, seen and ended by themselves or because they left."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.signin.services import sessions, tidying
from fulcrum.foundation.signin.tests.conftest import enter
from tests.cast import NOW

PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
LIST = "signin:sessions"


@pytest.fixture
def phone(member):
    """A second browser in which Ruwan is signed in."""
    browser = Client(headers={"user-agent": PHONE}, REMOTE_ADDR="203.0.113.5")
    enter(browser, member)
    return browser


@pytest.fixture
def here(member, client):
    """The first browser."""
    enter(client, member)
    return client


def is_in(browser):
    return browser.get(reverse("signin:account")).status_code == 200


def test_the_list_names_device_address_and_this_browser(phone, here):
    page = here.get(reverse(LIST)).content.decode()

    assert "Chrome on Android" in page
    assert "203.0.113.5" in page
    assert page.count("This browser") == 1


def test_another_browser_is_signed_out_from_here(phone, here, member):
    page = here.get(reverse(LIST)).content.decode()
    end = page.split('action="/account/sessions/')[1].split('"')[0]

    here.post(f"/account/sessions/{end}")

    assert (is_in(phone), is_in(here)) == (False, True)
    assert Entry.objects.filter(action="signin.session_ended", by=member).count() == 1


def test_everywhere_else_is_signed_out_at_once(phone, here):
    here.post(reverse("signin:end_other_sessions"))

    assert (is_in(phone), is_in(here)) == (False, True)


def test_nobody_ends_the_session_of_somebody_else(phone, chief):
    from allauth.usersessions.models import UserSession

    other = Client()
    enter(other, chief)
    pk = UserSession.objects.get(ip="203.0.113.5").pk

    assert other.post(reverse("signin:end_session", args=[pk])).status_code == 404
    assert is_in(phone)


def test_who_leaves_is_out_everywhere_the_same_moment(phone, here, member, officer):
    assert sessions.end_sessions(member, by=officer, at=NOW, reason="left") == 2

    assert (is_in(phone), is_in(here)) == (False, False)
    entry = Entry.objects.get(action="signin.session_ended")
    assert (entry.by, entry.reason, entry.facts["sessions"]) == (officer, "left", 2)


def test_last_seen_is_noted_every_few_minutes_and_not_with_every_page(
    phone, here, clock, django_assert_num_queries
):
    clock.shift(240)
    phone.get(reverse(LIST))
    assert f"{timezone.localtime(NOW):%H:%M}" in row_of_phone(here)

    clock.shift(120)
    phone.get(reverse(LIST))
    assert f"{timezone.localtime(timezone.now()):%H:%M}" in row_of_phone(here)


def row_of_phone(browser):
    return browser.get(reverse(LIST)).content.decode().split("203.0.113.5")[1].split("</tr>")[0]


def test_an_expired_session_is_not_listed_and_is_forgotten(phone, here, clock):
    clock.shift(12 * 3600 + 1)
    fresh = Client()
    from fulcrum.foundation.users.models import User

    enter(fresh, User.objects.get(name="Ruwan"))

    assert "203.0.113.5" not in fresh.get(reverse(LIST)).content.decode()

    tidying.tidy(at=timezone.now())
    assert Session.objects.count() == 1


def test_people_who_share_an_account_of_the_demonstration_do_not_see_each_other(member):
    member.is_demonstration = True
    member.save(update_fields=["is_demonstration"])
    door = reverse("signin:demonstration", args=[member.pk])
    one, other = Client(REMOTE_ADDR="203.0.113.5"), Client(REMOTE_ADDR="203.0.113.6")
    one.post(door)
    other.post(door)

    page = one.get(reverse(LIST)).content.decode()
    assert "203.0.113.5" in page
    assert "203.0.113.6" not in page
    assert one.post(reverse("signin:end_other_sessions")).status_code == 409
    assert is_in(other)


def test_the_list_costs_the_same_however_many_there_are(member, here, django_assert_max_num_queries):
    for number in range(12):
        enter(Client(REMOTE_ADDR=f"203.0.113.{number}"), member)

    with django_assert_max_num_queries(20):
        here.get(reverse(LIST))
