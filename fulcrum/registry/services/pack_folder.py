"""Read a country pack's folder: its description and the bytes of its files."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml

from fulcrum.registry.domain.pack_rows import FILES, Bounds
from fulcrum.registry.domain.row_errors import ErrorList

DESCRIPTION = "pack.yaml"
PACKS = Path(__file__).resolve().parents[1] / "packs"
SHIPPED = PACKS / "lk"


@dataclass(frozen=True)
class Description:
    """What pack.yaml says of a pack."""

    code: str
    version: str
    date: str
    bounds: Bounds
    carried: tuple[str, ...]
    not_carried: tuple[str, ...]


@dataclass(frozen=True)
class Pack:
    """A country pack as it lies in its folder, not yet checked row by row."""

    code: str
    version: str
    bounds: Bounds
    files: dict[str, bytes]

    @property
    def hashes(self) -> dict[str, str]:
        return hashes_of(self.files)


def read(folder: Path, errors: ErrorList) -> Pack | None:
    """Read the pack in `folder`; None, with the reason in `errors`, when it is no pack."""
    if not (folder / DESCRIPTION).is_file():
        errors.add(DESCRIPTION, 0, "", str(folder), "folder_without_pack")
        return None
    try:
        description = described(folder)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else 0
        errors.add(
            DESCRIPTION, row, "", "", "description_not_yaml", reason=" ".join(str(error).split())[:200]
        )
        return None
    except KeyError as error:
        errors.add(DESCRIPTION, 0, "", "", "description_lacks", name=str(error.args[0]))
        return None
    except (TypeError, ValueError) as error:
        errors.add(DESCRIPTION, 0, "", "", "broken_description", reason=f"{type(error).__name__}: {error}")
        return None
    names = (DESCRIPTION, *FILES)
    files = {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}
    return Pack(description.code, description.version, description.bounds, files)


def described(folder: Path) -> Description:
    """Read pack.yaml. Raises yaml.YAMLError, KeyError, TypeError or ValueError when it cannot be used."""
    content = yaml.safe_load((folder / DESCRIPTION).read_bytes())
    bounds = content["bounds"]
    return Description(
        code=str(content["pack"]),
        version=str(content["version"]),
        date=str(content["date"]),
        bounds=Bounds(*(float(bounds[side]) for side in ("south", "north", "west", "east"))),
        carried=tuple(content["carried"]),
        not_carried=tuple(content["not_carried"]),
    )


def hashes_of(files: dict[str, bytes]) -> dict[str, str]:
    """SHA-256 of each file by its name."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}


def content_hash(hashes: dict[str, str], derived_version: int) -> str:
    """One hash of all files and of the program's way to derive columns from them."""
    told = "\n".join(f"{name} {digest}" for name, digest in sorted(hashes.items()))
    return hashlib.sha256(f"{derived_version}\n{told}".encode()).hexdigest()
