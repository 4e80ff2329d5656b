"""A person's own page, and what comes with them to every device."""

import pytest
from django.test import Client
from django.urls import reverse

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.signin.tests.conftest import enter, with_factor
from fulcrum.foundation.signin.tests.phone import code_of
from fulcrum.foundation.users.models import User

ACCOUNT = "signin:account"
CHOICES = {"name": "Ruwan", "language": "en", "notice_frequency": "at_once", "digest_hour": 7}


def language_of(browser, path="/organisations/"):
    return browser.get(path).content.decode().split('<html lang="')[1][:2]


@pytest.mark.parametrize("language", ["si", "ta", "en"])
def test_on_a_new_browser_the_language_is_there_after_signing_in(language, member, client):
    enter(client, member)
    client.post(reverse(ACCOUNT), {**CHOICES, "language": language})

    new = Client(headers={"Accept-Language": "en" if language != "en" else "si"})
    enter(new, member)

    assert language_of(new) == language
    new.post(reverse("signin:sign_out"))
    assert language_of(new) == language, "and it stays when they have signed out"


@pytest.mark.parametrize("language", ["si", "ta", "en"])
def test_the_switch_on_any_page_is_kept_for_every_device(language, member, client):
    enter(client, member)

    client.get(reverse("web:language", args=[language]))

    new = Client()
    enter(new, member)
    assert language_of(new) == language


def test_a_visitor_s_switch_is_kept_in_the_browser_alone(member, client):
    client.get(reverse("web:language", args=["ta"]))

    assert language_of(client) == "ta"
    assert User.objects.get(pk=member.pk).language == ""


def test_the_language_also_comes_after_a_code(member, client, clock):
    from django.utils import timezone

    User.objects.filter(pk=member.pk).update(language="ta")
    secret, _codes = with_factor(member)
    clock.shift(60)
    enter(client, member)
    client.post(reverse("signin:code"), {"code": code_of(secret, timezone.now())})

    assert language_of(client) == "ta"


def test_all_preferences_are_kept_and_shown_again(member, client):
    enter(client, member)

    client.post(
        reverse(ACCOUNT),
        {"name": "රුවන්", "language": "si", "notice_frequency": "daily", "digest_hour": "18"},
    )

    member.refresh_from_db()
    assert (member.name, member.language) == ("රුවන්", "si")
    assert (member.notice_frequency, member.digest_hour) == ("daily", 18)
    page = client.get(reverse(ACCOUNT)).content.decode()
    assert '<option value="daily" selected>' in page
    assert '<option value="18" selected>' in page


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"language": "fr"}, {"notice_frequency": "never"}, {"digest_hour": "24"}]
)
def test_a_choice_that_does_not_exist_is_refused_and_nothing_is_kept(wrong, member, client):
    enter(client, member)

    response = client.post(reverse(ACCOUNT), {**CHOICES, "name": "Changed", **wrong})

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert User.objects.get(pk=member.pk).name == "Ruwan"


def test_the_audit_tells_what_was_before_and_after_and_nothing_if_nothing_changed(member, client):
    enter(client, member)
    client.post(reverse(ACCOUNT), {**CHOICES, "language": "ta"})
    client.post(reverse(ACCOUNT), {**CHOICES, "language": "ta"})

    entry = Entry.objects.get(action="signin.profile_changed")
    assert (entry.before, entry.after) == ({"language": ""}, {"language": "ta"})


def test_the_language_chosen_before_the_first_sign_in_becomes_the_person_s(member, client):
    client.get(reverse("web:language", args=["si"]))
    enter(client, member)

    assert User.objects.get(pk=member.pk).language == "si"


def test_people_who_share_an_account_of_the_demonstration_keep_their_own_languages(member):
    User.objects.filter(pk=member.pk).update(is_demonstration=True)
    one, other = Client(), Client()
    for browser, language in ((one, "si"), (other, "ta")):
        browser.get(reverse("web:language", args=["en"]))
        browser.post(reverse("signin:demonstration", args=[member.pk]))
        browser.get(reverse("web:language", args=[language]))

    assert (language_of(one), language_of(other)) == ("si", "ta")


def test_nobody_renames_a_person_of_the_demonstration(member, client):
    User.objects.filter(pk=member.pk).update(is_demonstration=True)
    client.force_login(member)

    client.post(reverse(ACCOUNT), {**CHOICES, "name": "Somebody else"})

    assert User.objects.get(pk=member.pk).name == "Ruwan"
