"""Signing in: by password, by one click in the demonstration, and not otherwise."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fulcrum.config import demonstration
from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.users.models import User
from fulcrum.registry import access
from fulcrum.registry.domain.roles import Reach, Role
from fulcrum.registry.models import Appointment
from fulcrum.registry.services import accounts, appointments, people


@pytest.fixture
def cast(db, now):
    return demonstration.people_at(now)


def test_the_demonstration_offers_one_door_per_role_and_says_so_loudly(cast, client):
    page = client.get(reverse("signin:sign_in")).content.decode()

    assert page.count("Sign in as ") == len(cast) == 3
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
    assert User.objects.filter(is_demonstration=True, is_active=True).count() == 3


def test_what_anybody_gave_away_as_an_officer_of_the_demonstration_ends_with_it(cast, now):
    officer = User.objects.get(email__startswith="officer@")
    guest = people.add(names={"name_en": "Guest"}, pack="demo", by=officer, at=now)
    terms = appointments.Terms(Role.PROGRAMME_OFFICER, now.date(), reach=Reach.NATION)
    made = appointments.appoint(guest, terms, by=officer, at=now)
    account = accounts.invite(guest, email="guest@tests.invalid", by=officer, at=now)

    demonstration.close(now)

    account.refresh_from_db()
    assert not account.is_active
    assert not Appointment.objects.in_force(now.date()).filter(pk=made.pk).exists()


def test_an_account_that_a_real_officer_invited_too_outlives_the_demonstration(cast, now, officer):
    guest = people.add(names={"name_en": "Guest"}, pack="demo", by=None, at=now)
    of_demonstration = User.objects.get(email__startswith="officer@")
    account = accounts.invite(guest, email="guest@tests.invalid", by=of_demonstration, at=now)
    accounts.invite(guest, email="guest@tests.invalid", by=officer, at=now)

    demonstration.close(now)

    account.refresh_from_db()
    assert account.is_active


def test_opening_and_closing_the_demonstration_is_audited_once_and_nothing_when_nothing_changes(cast, now):
    demonstration.people_at(now)
    demonstration.close(now)
    demonstration.close(now)

    assert Counter(Entry.objects.values_list("action", flat=True)) == {
        "signin.demonstration_account_opened": 3,
        "registry.person_added": 3,
        "registry.appointed": 3,
        "signin.demonstration_account_closed": 3,
    }


def test_a_role_of_the_demonstration_begins_on_the_country_s_day(db):
    just_past_midnight_in_colombo = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)

    demonstration.people_at(just_past_midnight_in_colombo)

    assert set(Appointment.objects.values_list("begins_on", flat=True)) == {date(2026, 11, 24)}


def test_the_demonstration_takes_over_nobody_s_account(db, now):
    real = User.objects.create(name="Real", email=demonstration.CAST[0][0].email)

    with pytest.raises(ValueError, match="not of the demonstration"):
        demonstration.people_at(now)
    with pytest.raises(ValueError, match="not of the demonstration"):
        appointments.appoint_for_demonstration(real, Role.AUDITOR, at=now)

    assert not User.objects.filter(is_demonstration=True).exists()
    assert not Appointment.objects.exists()


def test_a_real_person_has_no_door(officer, client):
    assert client.post(reverse("signin:demonstration", args=[officer.pk])).status_code == 404


def test_signing_in_by_password_ignores_capitals_in_the_address(officer, client):
    officer.set_password("correct horse battery")
    officer.save(update_fields=["password"])

    data = {"username": "NIMALI@tests.invalid", "password": "correct horse battery"}

    assert client.post(reverse("signin:sign_in"), data).status_code == 302


def enter(client, user, **data):
    user.set_password("correct horse battery")
    user.save(update_fields=["password"])
    data = {"username": user.email, "password": "correct horse battery", **data}
    return client.post(reverse("signin:sign_in"), data, follow=True)


def test_a_person_without_a_role_lands_on_a_page_they_may_see(stranger, client, plan):
    response = enter(client, stranger)

    assert (response.redirect_chain, response.status_code) == ([("/work/", 302)], 200)


def test_who_was_sent_to_sign_in_goes_on_to_where_they_wanted(officer, client, plan):
    assert enter(client, officer, next="/scenarios/").redirect_chain == [("/scenarios/", 302)]


@pytest.mark.parametrize("elsewhere", ["https://evil.invalid/", "//evil.invalid/", "http://[", "\\\\evil"])
def test_signing_in_never_leads_away(elsewhere, officer, client, plan):
    assert enter(client, officer, next=elsewhere).redirect_chain == [("/work/", 302)]


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
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(person__user=officer).update(until=yesterday)

    assert access.roles_of(User.objects.get(pk=officer.pk)) == frozenset()
