"""The account of a person of the register: opened by invitation, closed when they leave."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.signin.services import invitations, sessions
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Person
from fulcrum.registry.services.people import MANAGE


@transaction.atomic
def invite(person: Person, *, email: str, by: User, at: datetime) -> User:
    """Invite a person to sign in under this address; again if they never did, or come back after they left.

    Returns their account, whose former password opens nothing any more.

    Raises PermissionDenied; Refusal `demonstration_sends_no_mail`, `address_is_taken`, `signs_in_already`, and those of `invitations.invite`.
    """
    access.require(by, MANAGE)
    if by.is_demonstration and settings.EMAIL_FILE_PATH is None:
        raise Refusal("demonstration_sends_no_mail")
    person = Person.objects.select_for_update().get(pk=person.pk)
    user: User | None = User.objects.filter(pk=person.user_id).first()
    if user is not None and user.has_usable_password() and user.is_active:
        raise Refusal("signs_in_already", person=person.name_en)
    if User.objects.filter(email__iexact=email).exclude(pk=person.user_id).exists():
        raise Refusal("address_is_taken", email=email)
    if user is None:
        user = User(name=person.preferred_name or person.name_en, joined_at=at)
    user.set_unusable_password()
    user.email, user.is_active = email, True
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:  # two officers gave one address at once
        raise Refusal("address_is_taken", email=email) from error
    if person.user_id is None or person.email != email:
        person.user, person.email = user, email
        person.save(update_fields=["user", "email"])
    audit.record("registry.account_opened", person, by=by, at=at, user=user.pk)
    invitations.invite(user, by=by, at=at)
    return user


@transaction.atomic
def close(person: Person, *, by: User, at: datetime, reason: str) -> None:
    """Let a person sign in no more: sessions, invitations and tokens end; what they wrote keeps their name."""
    access.require(by, MANAGE)
    if person.user_id is None:
        return
    user = User.objects.select_for_update().get(pk=person.user_id)
    invitations.withdraw(user, by=by, at=at)
    sessions.end_sessions(user, by=by, at=at, reason=reason)
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record("registry.account_closed", person, by=by, at=at, reason=reason, user=user.pk)
