"""Signing in: by password, by one click in the demonstration, and not otherwise."""

import pytest
from django.urls import reverse

from fulcrum.config import demonstration
from fulcrum.foundation.users.models import User


@pytest.fixture
def cast(db, now):
    return demonstration.people_at(now)


def test_the_demonstration_offers_one_door_per_role_and_says_so_loudly(cast, client):
    page = client.get(reverse("signin:sign_in")).content.decode()

    assert page.count("Sign in as ") == len(cast) == 2
    assert "these doors are open to everyone" in page


def test_one_click_leads_to_the_tour(cast, client):
    officer = User.objects.get(email__startswith="officer@")

    response = client.post(reverse("signin:demonstration", args=[officer.pk]), follow=True)

    assert response.redirect_chain[-1][0] == reverse("signin:tour", args=[1])
    assert "step 1 of 3" in response.content.decode()


def test_outside_the_demonstration_the_doors_are_shut(cast, client, settings):
    settings.DEMONSTRATION = False
    officer = User.objects.get(email__startswith="officer@")

    assert "Sign in as " not in client.get(reverse("signin:sign_in")).content.decode()
    assert client.post(reverse("signin:demonstration", args=[officer.pk])).status_code == 404


def test_switching_the_demonstration_off_closes_its_accounts_and_on_opens_them(cast, now):
    demonstration.close(now)
    assert not User.objects.filter(is_demonstration=True, is_active=True).exists()

    demonstration.people_at(now)
    assert User.objects.filter(is_demonstration=True, is_active=True).count() == 2


def test_a_real_person_has_no_door(officer, client):
    assert client.post(reverse("signin:demonstration", args=[officer.pk])).status_code == 404


def test_signing_in_by_password_ignores_capitals_in_the_address(officer, client):
    officer.set_password("correct horse battery")
    officer.save(update_fields=["password"])

    data = {"username": "NIMALI@tests.invalid", "password": "correct horse battery"}

    assert client.post(reverse("signin:sign_in"), data).status_code == 302


def test_a_wrong_password_says_what_to_do_and_not_which_half_was_wrong(officer, client):
    data = {"username": "nimali@tests.invalid", "password": "wrong"}
    known = client.post(reverse("signin:sign_in"), data).content.decode()
    unknown = client.post(
        reverse("signin:sign_in"), {**data, "username": "nobody@tests.invalid"}
    ).content.decode()

    sentence = "This e-mail address and password do not belong together."
    assert sentence in known
    assert sentence in unknown


def test_a_role_ends_with_its_last_day(officer):
    from datetime import timedelta

    from django.utils import timezone

    from fulcrum.registry import access
    from fulcrum.registry.models import Appointment

    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(user=officer).update(until=yesterday)

    assert access.roles_of(User.objects.get(pk=officer.pk)) == frozenset()
