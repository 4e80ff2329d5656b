"""An officer's organisations file: checked first, kept, and loaded only when confirmed."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from fulcrum.foundation.users.models import User
from fulcrum.registry import access
from fulcrum.registry.domain.load_report import LoadReport
from fulcrum.registry.models import UploadedFile
from fulcrum.registry.services import packs

ACTION = "registry.load_pack"
PACK = "lk"
KEPT_FOR = timedelta(hours=24)


def check(data: bytes, *, name: str, by: User, at: datetime) -> LoadReport:
    """Tell what loading this file would do; nothing is changed or kept."""
    access.require(by, ACTION)
    return packs.load_organisations(data, pack=PACK, name=name, by=by, at=at, dry_run=True)


@transaction.atomic
def keep(data: bytes, *, name: str, by: User, at: datetime) -> UploadedFile:
    """Keep a checked file until its loading is confirmed; files older than a day are let go."""
    access.require(by, ACTION)
    UploadedFile.objects.filter(at__lt=at - KEPT_FOR).delete()
    return UploadedFile.objects.create(
        token=uuid.uuid4(), pack=PACK, name=name[-120:], content=data, by=by, at=at
    )


@transaction.atomic
def carry_out(upload: UploadedFile, *, by: User, at: datetime) -> LoadReport:
    """Load a kept file. It is checked again, because the register may have changed since; a bad file changes nothing.

    The file is let go once it is loaded.
    """
    access.require(by, ACTION)
    report = packs.load_organisations(
        bytes(upload.content), pack=upload.pack, name=upload.name, by=by, at=at, dry_run=False
    )
    if report.ok:
        upload.delete()
    return report
