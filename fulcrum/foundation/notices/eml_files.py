"""Keep mail as files that any mail program opens, where no mail server is named: for the demonstration and for tests."""

import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class EmlFiles(BaseEmailBackend):
    """One file per mail in `EMAIL_FILE_PATH`, readable by its owner only, named by time so that a list is in order."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = settings.EMAIL_FILE_PATH
        if folder is None:
            raise ImproperlyConfigured("EMAIL_FILE_PATH names the folder in which mail is kept")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            _keep(folder, message.message().as_bytes(), timezone.now())
        return len(email_messages)


def _keep(folder: Path, content: bytes, at: datetime) -> None:
    """Write beside, then name: a reader of the folder never meets half a mail."""
    name = f"{at:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.eml"
    draft = folder / f".{name}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    draft.replace(folder / name)
