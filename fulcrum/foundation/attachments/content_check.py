"""What `fulcrum verify` asks of attachments: every content is there and is what was attached."""

import hashlib
from collections.abc import Iterator

from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.attachments.storage import Storage, contents

NAME = "attachments"
_CHUNK = 1024 * 1024


def check() -> Iterator[str]:
    """One line per attachment whose content is missing or changed; equal contents are read once."""
    storage = contents()
    rows = Attachment.objects.kept().order_by("sha256", "at").values_list("pk", "sha256", "size")
    last, fault = "", ""
    for key, sha256, _size in rows.iterator(chunk_size=2000):
        if sha256 != last:
            last, fault = sha256, _fault(storage, sha256)
        if fault:
            yield f"attachment {key}: {fault}"


def _fault(storage: Storage, sha256: str) -> str:
    try:
        with storage.open(sha256) as file:
            digest = hashlib.sha256()
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return f"its content {sha256} is missing"
    except OSError as error:
        return f"its content {sha256} cannot be read ({error.strerror})"
    found = digest.hexdigest()
    return "" if found == sha256 else f"its content is not what was attached: {found} instead of {sha256}"
