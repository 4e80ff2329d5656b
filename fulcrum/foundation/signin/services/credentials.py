"""Passwords: whether one is right, and new ones."""

from datetime import datetime

from django.contrib import auth
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from procrastinate.contrib.django import app

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.signin import notices
from fulcrum.foundation.signin.domain.limits import Act
from fulcrum.foundation.signin.models import Attempts, Invitation
from fulcrum.foundation.signin.services import limits, sessions
from fulcrum.foundation.signin.services.limits import Source
from fulcrum.foundation.users.models import User

NOBODY = 0
"""Stands for the person whom a job writes to where nobody has the address."""


def find(email: str) -> User | None:
    """The open account with this address, whatever its capitals."""
    found: User | None = User.objects.filter(email__iexact=email, is_active=True).first()
    return found


@transaction.atomic
def check_password(request: HttpRequest, password: str, *, source: Source, at: datetime) -> User | None:
    """The person whose account (`source.account`) and password these are; None after counting a wrong one.

    Takes as long for an address that nobody has. Raises Refusal too_many_attempts.
    """
    limits.check(Act.PASSWORD, source, at=at)
    user = auth.authenticate(request, username=source.account, password=password)
    if isinstance(user, User):
        limits.forget(source, Act.PASSWORD)
        return user
    shuts = limits.count(Act.PASSWORD, source, at=at)
    subject = limits.subject_of("account", Act.PASSWORD, source.account.lower())
    audit.record(
        "signin.failed", find(source.account) or Attempts(subject=subject), by=None, at=at, shuts=shuts
    )
    return None


@transaction.atomic
def change_password(user: User, password: str, *, keep: str | None, at: datetime) -> None:
    """Give `user` a new password of their own choice, and end their sessions but the one with the key `keep`.

    Raises ValidationError if the password is too weak.
    """
    _set(user, password, at)
    sessions.end_others(user, keep=keep, by=user, at=at)
    audit.record("signin.password_changed", user, by=user, at=at, how="changed")
    notices.tell(notices.PASSWORD_CHANGED, user, at=at)


@transaction.atomic
def ask_for_reset(email: str, *, source: Source, at: datetime) -> None:
    """Have a worker mail a link to choose a new password, if somebody has this address.

    A job is queued either way, so that the answer takes as long whether somebody has it or not; the address itself
    is not kept. Raises Refusal too_many_attempts.
    """
    limits.check(Act.RESET, source, at=at)
    limits.count(Act.RESET, source, at=at)
    user = find(email)
    app.configure_task("signin.send_reset").defer(user_id=user.pk if user else NOBODY)


@transaction.atomic
def send_reset(user_id: int, *, at: datetime) -> None:
    """Mail the link; one account gets only a few such mails, and an account of the demonstration none."""
    user = User.objects.filter(pk=user_id, is_active=True, is_demonstration=False).first()
    if user is None:
        return
    source = Source(account=user.email)
    if limits.is_shut(Act.RESET, source, at=at):
        return
    limits.count(Act.RESET, source, at=at)
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    link = reverse("signin:reset", args=[uid, default_token_generator.make_token(user)])
    notices.send_reset(user, link=link, at=at)
    audit.record("signin.reset_sent", user, by=None, at=at)


@transaction.atomic
def reset_password(user: User, password: str, *, at: datetime) -> None:
    """Give `user`, who came by the link in their mail, a new password; ends every session and every wait.

    Raises ValidationError if the password is too weak.
    """
    _set(user, password, at)
    sessions.end_sessions(user, by=user, at=at)
    limits.forget(Source(account=user.email), Act.PASSWORD, Act.CODE, Act.RESET)
    audit.record("signin.password_changed", user, by=user, at=at, how="reset")
    notices.tell(notices.PASSWORD_CHANGED, user, at=at)


def _set(user: User, password: str, at: datetime) -> None:
    """A password of one's own makes an invitation that is still on its way void."""
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    Invitation.objects.open().filter(user=user).update(withdrawn_at=at)
