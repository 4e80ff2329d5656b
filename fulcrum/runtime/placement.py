"""Where the embedded server's programs and data lie.

Normally the programs stay in the installed wheel and the data lies in the data folder. Started by root inside a
closed folder (a container's usual state), the server's own user can reach neither: then both go to an open place,
which the data folder remembers. No existing folder's rights are ever changed.
"""

import hashlib
import os
import secrets
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from fulcrum.runtime import binaries, problems, server_user
from fulcrum.runtime.binaries import Binaries
from fulcrum.runtime.layout import Home, read_json, write_json
from fulcrum.runtime.server_user import ServerUser

OPEN_PLACES = (Path("/var/lib/fulcrum"), Path("/opt/fulcrum"), Path("/var/tmp/fulcrum"))  # noqa: S108 (root's, see _made_ours)


@dataclass(frozen=True)
class Placement:
    """What the server runs from, where its data lies, as whom, and what to tell about it."""

    binaries: Binaries
    data: Path
    user: ServerUser | None
    notes: tuple[str, ...] = ()


def settle(home: Home, forced: Path | None = None) -> Placement:
    """Decide where programs and data lie, moving what the server's user could not reach otherwise.

    Raises Problem no_postgresql, no_server_user, no_open_place, data_of_other_user, data_of_other_postgresql,
    database_left_behind, database_of_another_home.
    """
    place, notes = _remembered_place(home)
    data = (place or home.database) / "data"
    user = server_user.choose(data)
    major = major_of(data)
    try:
        found = binaries.find(forced, major, user)
    except binaries.OtherVersionError as error:
        raise problems.data_of_other_postgresql(data, major or 0, str(error)) from error
    if user and place is None and not user.can_enter(home.database):
        place = _take_place(home, user)
        notes += (f"database kept in {place}: user `{user.name}` of the server cannot enter {home.path}",)
        data = place / "data"
    if user and binaries.version_of(found.folder / "postgres", user) is None:
        target = binaries.copy_place(found, _open_place(user))
        if not target.exists():
            notes += (
                f"server programs copied to {target}: user `{user.name}` cannot run the installed ones",
            )
        found = binaries.copy_wheel(found, target)
    return Placement(found, data, user, notes)


def major_of(data: Path) -> int | None:
    """The PostgreSQL version that made the database in `data`; None if there is none yet."""
    try:
        return int((data / "PG_VERSION").read_text().strip())
    except FileNotFoundError:
        return None


def data_of(home: Home) -> Path:
    """Where this data folder's database lies or will lie, as far as it remembers; nothing is changed."""
    record = read_json(home.database / "placement.json")
    return (Path(record["place"]) if record else home.database) / "data"


def left_behind() -> list[tuple[Path, str]]:
    """Databases in the open places whose data folder is gone, with that folder. Only a person may delete them."""
    found = []
    for place in sorted(path for folder in OPEN_PLACES if folder.is_dir() for path in folder.iterdir()):
        owner = read_json(place / "owner.json") or {}
        home = str(owner.get("home", ""))
        if home and not Path(home, "database", "placement.json").exists():
            found.append((place, home))
    return found


def _remembered_place(home: Home) -> tuple[Path | None, tuple[str, ...]]:
    """The open place this data folder's database was put in earlier, and a note if the folder has moved since."""
    record = read_json(home.database / "placement.json")
    if record is None:
        return None, ()
    place = Path(record["place"])
    owner = read_json(place / "owner.json")
    if owner is None or owner["id"] != record["id"]:
        raise problems.database_left_behind(home.path, place)
    known_as = Path(owner["home"])
    if known_as == home.path:
        return place, ()
    if (read_json(known_as / "database" / "placement.json") or {}).get("id") == record["id"]:
        if not known_as.samefile(home.path):
            raise problems.database_of_another_home(home.path, place, known_as)
        return place, ()
    write_json(place / "owner.json", {"home": str(home.path), "id": record["id"]}, mode=0o644)
    return place, (f"the data folder has moved from {known_as}; its database is still in {place}",)


def _take_place(home: Home, user: ServerUser) -> Path:
    """Make an own folder in an open place, bring an existing database along, and remember it on both sides.

    The data folder remembers last: a crash before that leaves everything as it was.
    """
    identity = secrets.token_hex(8)
    place = _open_place(user) / hashlib.sha256(f"{home.path}{identity}".encode()).hexdigest()[:12]
    place.mkdir()
    place.chmod(0o755)
    write_json(place / "owner.json", {"home": str(home.path), "id": identity}, mode=0o644)
    old = home.database / "data"
    if old.exists():
        _copy_with_owners(old, place / "data")
    write_json(home.database / "placement.json", {"place": str(place), "id": identity}, mode=0o644)
    shutil.rmtree(old, ignore_errors=True)
    return place


def _open_place(user: ServerUser) -> Path:
    """A folder of root's own that `user` can enter."""
    for folder in OPEN_PLACES:
        if _made_ours(folder) and user.can_enter(folder):
            return folder
    raise problems.no_open_place(user.name, ", ".join(str(folder) for folder in OPEN_PLACES))


def _made_ours(folder: Path) -> bool:
    """Whether `folder` exists or was made, is root's, no link, and nobody else can write in it."""
    try:
        if not folder.is_symlink() and not folder.exists():
            folder.mkdir()
            folder.chmod(0o755)
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _copy_with_owners(old: Path, new: Path) -> None:
    shutil.copytree(old, new, symlinks=True)
    for source in (old, *old.rglob("*")):
        status = source.lstat()
        os.chown(new / source.relative_to(old), status.st_uid, status.st_gid, follow_symlinks=False)
