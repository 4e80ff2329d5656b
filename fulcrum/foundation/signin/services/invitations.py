"""Invite people to take their accounts into use."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.db import transaction
from django.urls import reverse

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.signin import notices
from fulcrum.foundation.signin.models import Invitation
from fulcrum.foundation.signin.models.invitation import VALID_FOR
from fulcrum.foundation.signin.services import sessions
from fulcrum.foundation.users import rights
from fulcrum.foundation.users.domain.preferences import LANGUAGES
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal

INVITE = "signin.invite"
SALT = "fulcrum.signin.invitation"


@transaction.atomic
def invite(user: User, *, by: User | None, at: datetime) -> Invitation:
    """Mail `user` a link that works once and for a week; an earlier one is void from now on.

    `by` is None when the operator of the machine invites.
    Raises PermissionDenied; Refusal demonstration_account, account_closed.
    """
    if by is not None:
        rights.require(by, INVITE)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_demonstration:
        raise Refusal("demonstration_account")
    if not user.is_active:
        raise Refusal("account_closed", name=user.name)
    Invitation.objects.open().filter(user=user).update(withdrawn_at=at)
    invitation = Invitation.objects.create(user=user, invited_by=by, sent_at=at, expires_at=at + VALID_FOR)
    audit.record("signin.invited", invitation, by=by, at=at, user=user.pk)
    notices.send_invitation(invitation, link=link_for(invitation), at=at)
    return invitation


def link_for(invitation: Invitation) -> str:
    """The path of this site that takes the invitation up; whoever has it can."""
    token = signing.Signer(salt=SALT, sep=".").sign(str(invitation.pk))
    return reverse("signin:invitation", args=[token])


def find(token: str, *, at: datetime) -> Invitation:
    """The open invitation of a link.

    Raises Refusal invitation_unknown, invitation_used, invitation_withdrawn, invitation_expired, account_closed.
    """
    return _open(Invitation.objects.all(), token, at)


@transaction.atomic
def accept(token: str, *, name: str, language: str, password: str, at: datetime) -> User:
    """Take the account into use: name, language and password as its person chose them.

    Raises Refusal as `find` does; ValidationError if the password is too weak.
    """
    if language not in LANGUAGES:
        raise ValueError(f"there is no language {language!r}")
    invitation = _open(Invitation.objects.select_for_update(of=("self",)), token, at)
    user: User = User.objects.select_for_update().get(pk=invitation.user_id)
    user.name, user.language = name, language
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["name", "language", "password"])
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    sessions.end_sessions(user, by=user, at=at)
    audit.record("signin.invitation_used", invitation, by=user, at=at)
    return user


@transaction.atomic
def withdraw(user: User, *, by: User | None, at: datetime) -> bool:
    """Make the open invitation of `user` void; whether there was one.

    Raises PermissionDenied.
    """
    if by is not None:
        rights.require(by, INVITE)
    invitation = Invitation.objects.select_for_update().open().filter(user=user).first()
    if invitation is None:
        return False
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    audit.record("signin.invitation_withdrawn", invitation, by=by, at=at)
    return True


def _open(rows, token: str, at: datetime) -> Invitation:  # type: ignore[no-untyped-def]
    try:
        pk = int(signing.Signer(salt=SALT, sep=".").unsign(token))
    except (signing.BadSignature, ValueError):
        raise Refusal("invitation_unknown") from None
    found: Invitation | None = rows.select_related("user").filter(pk=pk).first()
    if found is None:
        raise Refusal("invitation_unknown")
    if found.used_at:
        raise Refusal("invitation_used")
    if found.withdrawn_at:
        raise Refusal("invitation_withdrawn")
    if at >= found.expires_at:
        raise Refusal("invitation_expired")
    if not found.user.is_active:
        raise Refusal("account_closed", name=found.user.name)
    return found
