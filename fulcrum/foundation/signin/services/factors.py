"""The second factor: codes of an app on the person's phone, and recovery codes on paper."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.signin import notices
from fulcrum.foundation.signin.domain.limits import Act
from fulcrum.foundation.signin.sealing import UnreadableError
from fulcrum.foundation.signin.services import limits, sessions
from fulcrum.foundation.signin.services.limits import Source
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal

T = TypeVar("T")
TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes only stand in for one."""


def has_factor(user: User) -> bool:
    """Whether `user` has a second factor."""
    return bool(Authenticator.objects.filter(user=user, type__in=TYPES).exists())


def codes_left(user: User) -> int:
    """How many recovery codes of `user` are unused. Raises Refusal factor_unreadable."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(_readable(row.wrap().get_unused_codes)) if row else 0


def new_secret() -> str:
    """A secret for an app that shows codes; nobody has it yet."""
    return str(totp.generate_totp_secret())


@transaction.atomic
def add(user: User, secret: str, code: str, *, at: datetime) -> list[str]:
    """Take `secret` as the second factor of `user`, in place of an earlier one; returns new recovery codes.

    code  what the app shows, as proof that it has the secret
    Raises Refusal demonstration_account, wrong_code.
    """
    _refuse_demonstration(user)
    if not totp.validate_totp_code(secret, code):
        raise Refusal("wrong_code")
    _lock(user)
    replaced = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()[0] > 0
    totp.TOTP.activate(user, secret)
    _use_up(user, code)
    codes = _new_codes(user)
    audit.record("signin.factor_added", user, by=user, at=at, kind="totp", replaced=replaced)
    notices.tell(notices.FACTOR_ADDED, user, at=at)
    return codes


@transaction.atomic
def renew_codes(user: User, *, at: datetime) -> list[str]:
    """Make new recovery codes; the old ones are void.

    Raises Refusal demonstration_account, no_factor.
    """
    _refuse_demonstration(user)
    _lock(user)
    if not has_factor(user):
        raise Refusal("no_factor")
    codes = _new_codes(user)
    audit.record("signin.codes_renewed", user, by=user, at=at)
    notices.tell(notices.CODES_RENEWED, user, at=at)
    return codes


@transaction.atomic
def remove(user: User, *, by: User | None, at: datetime, reason: str = "") -> bool:
    """Take the second factor and the recovery codes from `user`; whether there were any.

    Where somebody else does it, `user` is signed out everywhere: a session opened with the factor would outlive it.
    """
    _lock(user)
    if not Authenticator.objects.filter(user=user).delete()[0]:
        return False
    audit.record("signin.factor_removed", user, by=by, at=at, reason=reason)
    if by != user:
        sessions.end_sessions(user, by=by, at=at, reason=reason)
    notices.tell(notices.FACTOR_REMOVED, user, at=at)
    return True


@transaction.atomic
def check_code(user: User, code: str, *, source: Source, at: datetime) -> Authenticator | None:
    """The factor to which `code` belongs, used up by this; None after counting a wrong one.

    Raises Refusal too_many_attempts, factor_unreadable.
    """
    limits.check(Act.CODE, source, at=at)
    for row in Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN):
        if _accepts(row, user, code):
            limits.forget(source, Act.CODE)
            Authenticator.objects.filter(pk=row.pk).update(last_used_at=at)
            return row
    shuts = limits.count(Act.CODE, source, at=at)
    audit.record("signin.code_failed", user, by=None, at=at, shuts=shuts)
    return None


def _accepts(row: Authenticator, user: User, code: str) -> bool:
    if not _readable(lambda: row.wrap().validate_code(code)):
        return False
    return row.type != Authenticator.Type.TOTP or _use_up(user, code)


def _use_up(user: User, code: str) -> bool:
    """Let `code` not be taken again while the clock would still allow it; False if it was used up already."""
    lasts = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 2)
    return bool(cache.add(f"signin.code:{user.pk}:{normalize_user_code(code)}", "used", timeout=lasts))


def _readable(read: Callable[[], T]) -> T:
    try:
        return read()
    except UnreadableError as error:
        raise Refusal("factor_unreadable") from error


def _new_codes(user: User) -> list[str]:
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    return codes


def _lock(user: User) -> None:
    User.objects.select_for_update().get(pk=user.pk)


def _refuse_demonstration(user: User) -> None:
    if user.is_demonstration:
        raise Refusal("demonstration_account")
