"""An invitation works once, for a week, for one person."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.notices.models import Mail
from fulcrum.foundation.signin.models import Invitation
from fulcrum.foundation.signin.services import invitations
from fulcrum.foundation.signin.tests.conftest import PASSWORD, enter, with_factor
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from tests.cast import NOW

CHOICES = {"name": "රුවන්", "language": "si", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def guest(stranger):
    """Somebody with an account that nobody has used yet."""
    stranger.set_unusable_password()
    stranger.save(update_fields=["password"])
    return stranger


def invited(user, by=None):
    return invitations.link_for(invitations.invite(user, by=by, at=NOW))


def test_who_is_invited_gets_a_link_by_mail(guest, officer):
    link = invited(guest, by=officer)

    mail = Mail.objects.get()
    assert (mail.kind, mail.address, mail.url) == ("signin.invitation", guest.email, link)


def test_the_link_leads_in_with_name_language_and_password_of_one_s_own(guest, officer, client):
    link = invited(guest, by=officer)

    response = client.post(link, CHOICES)

    assert response["Location"] == reverse("web:work")
    page = client.get(reverse("signin:account")).content.decode()
    assert '<html lang="si">' in page
    guest.refresh_from_db()
    assert (guest.name, guest.language) == ("රුවන්", "si")
    assert enter(Client(), guest).status_code == 302


def test_opening_the_link_changes_nothing_so_that_a_mail_scanner_may(guest, client):
    link = invited(guest)

    assert [client.get(link).status_code for _ in range(3)] == [200, 200, 200]
    assert client.post(link, CHOICES).status_code == 302


def test_a_link_works_once(guest, client):
    link = invited(guest)
    client.post(link, CHOICES)

    response = Client().post(link, {**CHOICES, "password": "another horse battery"})

    assert response.status_code == 410
    assert "was used already" in response.content.decode()


@pytest.mark.parametrize(("days", "status"), [(6.99, 200), (7, 410)])
def test_a_link_works_for_a_week(days, status, guest, client, clock):
    link = invited(guest)
    clock.shift(days * 24 * 3600)

    assert client.get(link).status_code == status


def test_a_new_invitation_makes_the_old_one_void(guest, client):
    old, new = invited(guest), invited(guest)

    assert client.get(old).status_code == 410
    assert client.get(new).status_code == 200


def test_a_withdrawn_invitation_is_void(guest, officer, client):
    link = invited(guest)

    assert invitations.withdraw(guest, by=officer, at=NOW) is True
    assert client.get(link).status_code == 410
    assert invitations.withdraw(guest, by=officer, at=NOW) is False


def test_a_link_with_another_number_is_not_ours(guest, client):
    invited(guest)
    pk = Invitation.objects.get().pk
    forged = invited(guest).replace(f"/{pk + 1}.", f"/{pk + 2}.")

    assert client.get(forged).status_code == 410


def test_only_who_may_invite_does(guest, stranger, auditor):
    for by in (stranger, auditor):
        with pytest.raises(PermissionDenied):
            invitations.invite(guest, by=by, at=NOW)
        with pytest.raises(PermissionDenied):
            invitations.withdraw(guest, by=by, at=NOW)


def test_a_closed_account_cannot_be_invited_and_closing_makes_a_link_void(guest, client):
    link = invited(guest)
    User.objects.filter(pk=guest.pk).update(is_active=False)

    with pytest.raises(Refusal, match="account_closed"):
        invitations.invite(guest, by=None, at=NOW)
    assert client.get(link).status_code == 410


def test_nobody_is_invited_to_an_account_of_the_demonstration(guest):
    guest.is_demonstration = True
    guest.save(update_fields=["is_demonstration"])

    with pytest.raises(Refusal, match="demonstration_account"):
        invitations.invite(guest, by=None, at=NOW)


def test_a_second_invitation_does_not_get_around_the_second_factor(guest, client):
    with_factor(guest)

    assert client.post(invited(guest), CHOICES)["Location"] == reverse("signin:code")


def test_whoever_was_signed_in_on_this_browser_is_signed_out_first(guest, officer, client):
    client.force_login(officer)

    client.post(invited(guest), CHOICES)

    assert guest.email in client.get(reverse("signin:account")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"password": "short", "again": "short"}, "too short"),
        ({"name": " "}, "required"),
        ({"language": "fr"}, "valid choice"),
    ],
)
def test_what_is_missing_is_told_and_the_invitation_stays_open(wrong, told, guest, client):
    link = invited(guest)

    response = client.post(link, {**CHOICES, **wrong})

    assert response.status_code == 422
    assert told in response.content.decode()
    assert Invitation.objects.open().exists()


def test_the_database_holds_one_open_invitation_per_person(guest):
    invited(guest)
    open_one = Invitation.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(user=guest, sent_at=NOW, expires_at=open_one.expires_at)


def test_sending_and_using_are_audited(guest, officer, client):
    client.post(invited(guest, by=officer), CHOICES)

    entries = Entry.objects.filter(object_kind="signin.invitation").order_by("pk")
    assert [(entry.action, entry.by) for entry in entries] == [
        ("signin.invited", officer),
        ("signin.invitation_used", guest),
    ]
