"""Where contents lie, by their SHA-256: one interface, and the local folder that serves it.

Another place (an object store) is another class with the same five methods, chosen in `contents()`.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

_CHUNK = 256 * 1024
_HASH = re.compile(r"[0-9a-f]{64}")


class TooLargeError(Exception):
    """The stream is longer than was allowed; nothing of it is kept."""


@dataclass(frozen=True)
class Stored:
    """One content: its hash, and how many bytes it has."""

    sha256: str
    size: int


class Storage(Protocol):
    """Contents by hash. A content never changes; who may read it is not decided here."""

    def put(self, stream: BinaryIO, *, most: int) -> Stored:
        """Keep a stream of at most `most` bytes; the same content twice is kept once. Raises TooLargeError.

        When this returns, the content outlasts kill -9 and a power cut.
        """

    def open(self, sha256: str) -> BinaryIO:
        """Read a content. Raises FileNotFoundError."""

    def exists(self, sha256: str) -> bool:
        """Whether the content is there."""

    def remove(self, sha256: str) -> None:
        """Let go of a content; one that is not there is no error."""

    def older_than(self, moment: datetime) -> Iterator[str]:
        """Hashes of the contents that were put for the last time before this moment."""


class LocalFolder:
    """Contents as files `ab/cd/<hash>`, readable by the program's own user only."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.incoming = root / "incoming"

    def put(self, stream: BinaryIO, *, most: int) -> Stored:
        """See Storage. Written beside, synced, then renamed: a reader meets the whole content or none."""
        self.incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.incoming / secrets.token_hex(16)
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                stored = _copied(stream, file, most)
                file.flush()
                os.fsync(file.fileno())
            target = self._path(stored.sha256)
            self._make_folders(target.parent)
            draft.replace(
                target
            )  # over an equal content too: that renews the day from which an orphan is counted
            _sync_folder(target.parent)
        finally:
            draft.unlink(missing_ok=True)
        return stored

    def open(self, sha256: str) -> BinaryIO:
        """See Storage."""
        return self._path(sha256).open("rb")

    def exists(self, sha256: str) -> bool:
        """See Storage."""
        return self._path(sha256).is_file()

    def remove(self, sha256: str) -> None:
        """See Storage."""
        self._path(sha256).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> Iterator[str]:
        """See Storage."""
        for path in sorted(self.root.glob("??/??/*")):
            with suppress(FileNotFoundError):  # another process may have let go of it meanwhile
                if _HASH.fullmatch(path.name) and _last_put(path) < moment:
                    yield path.name

    def forget_drafts(self, moment: datetime) -> None:
        """Remove what writers that died left behind before this moment."""
        for path in self.incoming.glob("*"):
            with suppress(FileNotFoundError):
                if _last_put(path) < moment:
                    path.unlink()

    def _path(self, sha256: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is no SHA-256 in hex")
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def _make_folders(self, folder: Path) -> None:
        for each in (folder.parent, folder):
            if not each.is_dir():
                each.mkdir(mode=0o700, exist_ok=True)
                _sync_folder(each.parent)


def contents() -> LocalFolder:
    """The storage of this program."""
    return LocalFolder(settings.ENV.home / "attachments")


def _copied(stream: BinaryIO, file: BinaryIO, most: int) -> Stored:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise TooLargeError(f"more than {most} bytes")
        digest.update(chunk)
        file.write(chunk)
    return Stored(digest.hexdigest(), size)


def _last_put(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _sync_folder(folder: Path) -> None:
    """Have the folder's own list of names on the disk, so that a rename outlasts a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
