"""The kinds of notices that are about notices."""

from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.notices import kinds

GROUP = _("Mail and notices")

TEST = kinds.Kind(
    code="notices.test",
    group=GROUP,
    label=_("Test mail"),
    subject=_("A test mail from Fulcrum"),
    text=_("Sent at %(sent_at)s to %(address)s. If you read this in your mailbox, mail works."),
    why=_("You get this mail because you asked for a test in the outbox."),
    example={"address": "asha@example.org", "sent_at": datetime(2026, 11, 23, 6, 30, tzinfo=UTC)},
    is_duty=True,
    is_urgent=True,
)
ADDRESS_FAILS = kinds.Kind(
    code="notices.address_fails",
    group=GROUP,
    label=_("Mail to you does not arrive"),
    subject=_("Mail to you does not arrive"),
    text=_(
        "Several mails to %(address)s came back. Nothing more is sent there until you say that the address works."
    ),
    why=_("You are told because you would miss what is sent by mail."),
    example={"address": "asha@example.org"},
    has_mail=False,
)


def register() -> None:
    """Called once, in ready()."""
    kinds.register(TEST, ADDRESS_FAILS)
