"""Let go of contents that no attachment needs."""

from datetime import datetime, timedelta

from django.db import transaction

from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.attachments.services import locks
from fulcrum.foundation.attachments.storage import contents

ORPHAN_AFTER = timedelta(days=1)
"""An upload whose page failed leaves a content without a row; one this old is nobody's any more."""


@transaction.atomic
def let_go(sha256: str) -> bool:
    """Remove a content unless an attachment still has it; whether it was removed."""
    locks.alone()
    if Attachment.objects.kept().filter(sha256=sha256).exists():
        return False
    contents().remove(sha256)
    return True


def sweep(*, at: datetime) -> int:
    """Remove the contents that no attachment has and that are older than a day; how many."""
    storage, before = contents(), at - ORPHAN_AFTER
    storage.forget_drafts(before)
    found = list(storage.older_than(before))
    needed: set[str] = set()
    for start in range(0, len(found), 1000):
        part = found[start : start + 1000]
        needed.update(Attachment.objects.kept().filter(sha256__in=part).values_list("sha256", flat=True))
    return sum(let_go(sha256) for sha256 in found if sha256 not in needed)
