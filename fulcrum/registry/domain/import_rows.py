"""Turn the rows of a file into checked values, as its mapping says."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from fulcrum.kit.cells import as_meant
from fulcrum.kit.text import normalise
from fulcrum.registry.domain import import_fields
from fulcrum.registry.domain.cells import Read
from fulcrum.registry.domain.import_fields import Field, ImportKind
from fulcrum.registry.domain.import_files import Record, Sheet
from fulcrum.registry.domain.import_mapping import FileMapping
from fulcrum.registry.domain.row_errors import CellError, ErrorList
from fulcrum.registry.domain.tables import Row

CALCULATED = ("=", "@")
"""A cell that begins so and bears no apostrophe was meant to be calculated; + and - begin telephone numbers and names."""
MOST_REMEMBERED = 20_000
EVERY = 1_000
"""Rows between two reports of progress."""
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Lookup:
    """How words of a file are found among the rows of the register: by their code, or by a name that only one has.

    unknown, ambiguous   codes of the two errors
    """

    codes: frozenset[str]
    names: Mapping[str, str | None]
    unknown: str
    ambiguous: str

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Iterable[str]]], *, unknown: str, ambiguous: str) -> "Lookup":
        """From pairs of a code and the names that it goes by."""
        names: dict[str, str | None] = {}
        codes = []
        for code, known_as in rows:
            codes.append(code)
            for word in {normalise(name) for name in known_as if name}:
                names[word] = None if names.get(word, code) != code else code
        return cls(frozenset(codes), names, unknown, ambiguous)

    def __call__(self, value: str) -> str:
        if not value or value in self.codes:
            return value
        found = self.names.get(normalise(value), "")
        if found is None:
            raise CellError(self.ambiguous)
        if not found:
            raise CellError(self.unknown)
        return found


@dataclass
class _Column:
    """One field as it is read: by the column of the file, or for every row alike. What was read once is remembered."""

    of: Field
    read: Read
    number: int
    words: Mapping[str, str]
    remembered: dict[str, tuple[object, CellError | None]] = field(default_factory=dict)

    def value(self, raw: str) -> tuple[object, CellError | None]:
        if len(self.remembered) >= MOST_REMEMBERED:
            self.remembered.clear()
        known = self.remembered[raw] = self._read(raw)
        return known

    def _read(self, raw: str) -> tuple[object, CellError | None]:
        try:
            if raw.lstrip().startswith(CALCULATED):
                raise CellError("formula")
            text = tidy(raw)
            return self.read(self.words.get(text, text)), None
        except CellError as error:
            return None, error


def tidy(raw: str) -> str:
    """A cell as it is meant: composed, without spaces too many, without the apostrophe of a harmless one."""
    text = raw.replace("\u00a0", " ")
    text = " ".join(text.split()) if not text.isprintable() or "  " in text or text != text.strip() else text
    return as_meant(text if text.isascii() else unicodedata.normalize("NFC", text))


def read_rows(
    kind: ImportKind,
    sheet: Sheet,
    mapping: FileMapping,
    readers: Mapping[str, Read],
    errors: ErrorList,
    tell: Tell,
) -> list[Row]:
    """Every row with the values of the fields that the file tells of; a cell that cannot be used is told and left out.

    readers   those that need to know the register, instead of the fields' own
    Raises UnreadableError.
    """
    fields = import_fields.of(kind)
    columns = [
        _Column(fields[name], readers.get(name, fields[name].read), number, mapping.words.get(name, {}))
        for name, number in mapping.columns.items()
    ]
    same = _same_for_all(fields, mapping, readers, errors)
    rows = []
    for number, cells in sheet.numbered():
        rows.append(_row(number, cells, columns, same, fields, errors))
        if len(rows) % EVERY == 0:
            tell(len(rows))
    return rows


def _same_for_all(
    fields: Mapping[str, Field], mapping: FileMapping, readers: Mapping[str, Read], errors: ErrorList
) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, raw in mapping.same.items():
        value, error = _Column(fields[name], readers.get(name, fields[name].read), -1, {}).value(raw)
        if error is not None:
            errors.add("", 0, name, raw, error.code, **error.facts)
        found[name] = value
    return found


def _row(
    number: int,
    cells: Record,
    columns: Iterable[_Column],
    same: Mapping[str, object],
    fields: Mapping[str, Field],
    errors: ErrorList,
) -> Row:
    values: dict[str, object] = {}
    for column in columns:
        raw = cells[column.number]
        known = column.remembered.get(raw)
        value, error = known if known is not None else column.value(raw)
        if error is None:
            values[column.of.name] = value
        else:
            errors.add("", number, column.of.name, raw, error.code, **error.facts)
    for name, value in same.items():
        beside = fields[name].beside
        values[name] = "" if beside and not values.get(beside) else value
    return Row(number, values)
