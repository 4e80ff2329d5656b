"""Cut off what is far too large while it arrives, so that nobody can fill the disk through a form."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from fulcrum.foundation.attachments.sizes import MB

LEAST_CUT_MB = 64
"""Files up to this size arrive whole and are refused in words by whoever asked for them."""


@dataclass(frozen=True)
class CutFile:
    """A file of which the rest was thrown away as it arrived."""

    field: str
    name: str
    most_mb: int


def most_mb() -> int:
    """The size at which any upload is cut off."""
    return max(LEAST_CUT_MB, settings.ENV.attachment_mb)


class CutOff(FileUploadHandler):
    """Stands first among the upload handlers: passes everything on and skips the file that grows too large."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a chunk on. Raises SkipFile at the first one that is too much."""
        if start + len(raw_data) > most_mb() * MB:
            cut = CutFile(self.field_name or "", self.file_name or "", most_mb())
            self.request.cut_files = [*cut_files(self.request), cut]  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the making of the file to the handlers that follow."""
        return


def cut_files(request: Any) -> list[CutFile]:
    """The files of this request that were cut off."""
    assert request is None or isinstance(request, HttpRequest)
    found: list[CutFile] = getattr(request, "cut_files", [])
    return found
