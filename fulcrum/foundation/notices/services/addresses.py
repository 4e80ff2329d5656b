"""Addresses that reject mail: noticed, told to their owner, and trusted again when somebody says so."""

from datetime import datetime

from django.db import transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.notices.models import FailingAddress, Mail
from fulcrum.foundation.notices.services import notices
from fulcrum.foundation.users import rights
from fulcrum.foundation.users.models import User

BOUNCES_TO_FAIL = 3
"""One rejection may be a slip of the other side; the third says that nobody reads there."""


def is_failing(address: str) -> bool:
    """Whether mail to this address is known not to arrive."""
    return FailingAddress.objects.filter(address=address.lower()).exists()


@transaction.atomic
def note_hard_bounce(mail: Mail, *, at: datetime) -> None:
    """Count a mail that its address rejected for good; the third marks the address and tells its owner."""
    address = mail.address.lower()
    rejected = Mail.objects.filter(address__iexact=address, is_hard_bounce=True).count()
    if rejected < BOUNCES_TO_FAIL:
        return
    failing, is_new = FailingAddress.objects.get_or_create(
        address=address, defaults={"since": at, "reason": mail.error}
    )
    owner = User.objects.filter(email__iexact=address).first()
    if is_new and owner is not None:
        audit.record("notices.address_fails", owner, by=None, at=at, mails=rejected)
        notices.tell("notices.address_fails", owner, at=at, once=f"{failing.pk}", address=owner.email)


@transaction.atomic
def trust_again(address: str, *, by: User, at: datetime) -> None:
    """Send to this address again: its owner says that it works, or an officer.

    Raises PermissionDenied for anybody else.
    """
    if by.email.lower() != address.lower():
        rights.require(by, "notices.tend_outbox")
    gone, _kinds = FailingAddress.objects.filter(address=address.lower()).delete()
    Mail.objects.filter(address__iexact=address, is_hard_bounce=True).update(is_hard_bounce=False)
    if gone:
        audit.record("notices.address_trusted_again", by, by=by, at=at, address=address)
