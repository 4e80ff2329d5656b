"""Open and close the accounts of the demonstration; nobody else's are touched."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.signin.demonstration import DemonstrationPerson
from fulcrum.foundation.signin.models import Invitation
from fulcrum.foundation.users.models import User


@transaction.atomic
def open_account(person: DemonstrationPerson, *, at: datetime) -> User:
    """Make sure that this person can sign in by one click; they never get a password.

    Raises ValueError if the address belongs to somebody who is not of the demonstration.
    """
    user: User | None = User.objects.select_for_update().filter(email__iexact=person.email).first()
    if user is None:
        user = User(email=person.email, name=person.name, is_demonstration=True, joined_at=at)
        user.set_unusable_password()
    elif not user.is_demonstration:
        raise ValueError(f"{person.email} belongs to a person who is not of the demonstration")
    elif user.is_active:
        return user
    user.is_active = True
    user.save()
    audit.record("signin.demonstration_account_opened", user, by=None, at=at)
    return user


@transaction.atomic
def close_accounts(*, at: datetime) -> None:
    """Let nobody of the demonstration sign in any more, nor anybody whom only they invited: anybody could be them."""
    of_demonstration = Q(is_demonstration=True) | Q(pk__in=_guests())
    for user in User.objects.select_for_update().filter(of_demonstration, is_active=True).order_by("pk"):
        user.is_active = False
        user.save(update_fields=["is_active"])
        audit.record("signin.demonstration_account_closed", user, by=None, at=at)


def _guests() -> "QuerySet[Any]":
    """Accounts that people of the demonstration had opened, and nobody else since."""
    by_them = Invitation.objects.filter(invited_by__is_demonstration=True).values("user")
    by_others = Invitation.objects.exclude(invited_by__is_demonstration=True).values("user")
    guests: QuerySet[Any] = User.objects.filter(pk__in=by_them).exclude(pk__in=by_others)
    return guests.values("pk")
