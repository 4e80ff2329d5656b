"""An account is opened by invitation and closed with everything when its person leaves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.api.models import Token
from fulcrum.foundation.api.services import tokens
from fulcrum.foundation.notices.models import Mail
from fulcrum.foundation.signin.models import Invitation
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import Person
from fulcrum.registry.services import accounts, people
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(db):
    return people.add(names={"name_en": "Anula"}, pack="lk", by=None, at=NOW)


def test_an_invited_person_gets_a_letter_and_an_account_without_rights(client, officer, newcomer):
    client.force_login(officer)

    client.post(reverse("registry:invite", args=[newcomer.pk]), {"email": "anula@tests.invalid"})

    newcomer.refresh_from_db()
    assert newcomer.user.email == "anula@tests.invalid"
    assert not newcomer.user.has_usable_password()
    assert Invitation.objects.open().filter(user=newcomer.user).count() == 1
    assert Mail.objects.filter(address="anula@tests.invalid").count() == 1


def test_an_address_belongs_to_one_person(officer, head, newcomer):
    with pytest.raises(Refusal, match="address_is_taken"):
        accounts.invite(newcomer, email=head.email.upper(), by=officer, at=timezone.now())

    assert Person.objects.get(pk=newcomer.pk).user is None


def test_leaving_closes_account_sessions_invitations_and_tokens(client, officer, head):
    now = timezone.now()
    tokens.make(name="report", scope="read", lasts=timedelta(days=9), by=head, at=now)
    client.force_login(officer)

    client.post(reverse("registry:leave", args=[head.person.pk]), {"reason": "left the service"})

    head.refresh_from_db()
    assert not head.is_active
    assert not Token.objects.usable(timezone.now()).exists()
    assert not head.person.appointments.in_force(timezone.localdate()).exists()
    assert User.objects.filter(pk=head.pk, name="Sunethra").exists()


def test_who_comes_back_is_invited_anew_and_the_former_password_opens_nothing(client, officer, head):
    now = timezone.now()
    head.set_password("a former long password")
    head.save()
    accounts.close(head.person, by=officer, at=now, reason="left the service")

    for _once_and_again in range(2):
        accounts.invite(head.person, email="back@tests.invalid", by=officer, at=now)

    head.refresh_from_db()
    assert head.is_active
    assert not client.login(username="back@tests.invalid", password="a former long password")
