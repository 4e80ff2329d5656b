"""What this app tells people about their accounts."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.notices import kinds
from fulcrum.foundation.notices.services import notices
from fulcrum.foundation.signin.models import Invitation
from fulcrum.foundation.users.models import User

GROUP = _("Your account")
WHY = _("You get this mail because it is about the safety of your account.")
THE_OPERATOR = _("the operator")
_AT = datetime.fromisoformat("2026-11-23T06:30:00+00:00")

INVITATION = kinds.Kind(
    code="signin.invitation",
    group=GROUP,
    label=_("Invitation"),
    subject=_("Your invitation to Fulcrum"),
    text=_(
        "An account is ready for you (invited by %(by)s). Open the link to choose your language and your password. It works once, until %(until)s. If you expected no invitation, ignore this mail."
    ),
    why=_("You get this mail because somebody of the programme added you."),
    example={"by": "Asha Perera", "until": _AT},
    is_duty=True,
    is_urgent=True,
)
PASSWORD_FORGOTTEN = kinds.Kind(
    code="signin.password_forgotten",
    group=GROUP,
    label=_("Link for a new password"),
    subject=_("Choose a new password"),
    text=_(
        "Somebody asked for a new password for %(address)s. If it was you, open the link; it works once, for one hour. If it was not, ignore this mail: nothing was changed."
    ),
    why=_("You get this mail because somebody entered this address on the page for forgotten passwords."),
    example={"address": "asha@example.org"},
    is_duty=True,
    is_urgent=True,
)
PASSWORD_CHANGED = kinds.Kind(
    code="signin.password_changed",
    group=GROUP,
    label=_("Password changed"),
    subject=_("Your password was changed"),
    text=_(
        "The password of your account was changed on %(when)s, and every other browser was signed out. If it was not you, ask for a new password and tell the programme office."
    ),
    why=WHY,
    example={"when": _AT},
    is_duty=True,
    is_urgent=True,
)
FACTOR_ADDED = kinds.Kind(
    code="signin.factor_added",
    group=GROUP,
    label=_("Second factor set up"),
    subject=_("A second factor was set up"),
    text=_(
        "An app for codes was set up for your account on %(when)s. If it was not you, change your password and tell the programme office."
    ),
    why=WHY,
    example={"when": _AT},
    is_duty=True,
    is_urgent=True,
)
FACTOR_REMOVED = kinds.Kind(
    code="signin.factor_removed",
    group=GROUP,
    label=_("Second factor removed"),
    subject=_("Your second factor was removed"),
    text=_(
        "The second factor of your account was removed on %(when)s. If you did not ask for it, change your password and tell the programme office."
    ),
    why=WHY,
    example={"when": _AT},
    is_duty=True,
    is_urgent=True,
)
CODES_RENEWED = kinds.Kind(
    code="signin.codes_renewed",
    group=GROUP,
    label=_("New recovery codes"),
    subject=_("New recovery codes were made"),
    text=_(
        "New recovery codes were made for your account on %(when)s; the old ones no longer work. If it was not you, change your password and tell the programme office."
    ),
    why=WHY,
    example={"when": _AT},
    is_duty=True,
    is_urgent=True,
)


def register() -> None:
    """Called once, in ready()."""
    kinds.register(
        INVITATION, PASSWORD_FORGOTTEN, PASSWORD_CHANGED, FACTOR_ADDED, FACTOR_REMOVED, CODES_RENEWED
    )


def send_invitation(invitation: Invitation, *, link: str, at: datetime) -> None:
    """Mail the link; only the mailbox gets it."""
    notices.send_to_address(
        INVITATION.code,
        invitation.user.email,
        invitation.user.language,
        at=at,
        about=invitation,
        url=link,
        by=invitation.invited_by.name if invitation.invited_by else THE_OPERATOR,
        until=invitation.expires_at,
    )


def send_reset(user: User, *, link: str, at: datetime) -> None:
    """Mail the link to choose a new password; only the mailbox gets it."""
    notices.send_to_address(
        PASSWORD_FORGOTTEN.code, user.email, user.language, at=at, about=user, url=link, address=user.email
    )


def tell(kind: kinds.Kind, user: User, *, at: datetime) -> None:
    """Tell somebody that their account was changed."""
    notices.tell(kind.code, user, at=at, url=reverse("signin:account"), when=at)
