"""What a load did, or would do."""

from dataclasses import dataclass, field

from fulcrum.registry.domain.row_errors import RowError

MOST_CHANGES = 100
"""Changes listed one by one in a report; the counts are always complete."""


@dataclass(frozen=True)
class Change:
    """One row that is new or changed; `columns` holds (column, stored value, value in the file).

    name   the stored one, of a new row the file's
    """

    table: str
    key: str
    name: str
    is_new: bool
    columns: tuple[tuple[str, str, str], ...] = ()


@dataclass
class TableCounts:
    """Rows of one table: new, changed and unchanged ones of the file, and stored ones that the file lacks."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0

    @property
    def total(self) -> int:
        """Rows in the file."""
        return self.new + self.changed + self.unchanged


@dataclass
class LoadReport:
    """Result of one load. With errors nothing was changed; `same_content` means that nothing had to be read.

    kept   rows that differ from the file and stay so, with (column, stored value, value in the file)
    """

    pack: str
    version: str = ""
    dry_run: bool = False
    same_content: bool = False
    tables: dict[str, TableCounts] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    kept_count: int = 0
    errors: list[RowError] = field(default_factory=list)
    error_count: int = 0
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        return not self.error_count

    @property
    def changes_anything(self) -> bool:
        return any(counts.new or counts.changed for counts in self.tables.values())

    @property
    def change_count(self) -> int:
        return sum(counts.new + counts.changed for counts in self.tables.values())

    def counts(self) -> dict[str, dict[str, int]]:
        """The counts as JSON holds them; `kept` are organisations that stay different from the file."""
        told = {
            table: {
                "new": counts.new,
                "changed": counts.changed,
                "unchanged": counts.unchanged,
                "missing": counts.missing,
            }
            for table, counts in self.tables.items()
        }
        if self.kept_count:
            told["organisations"]["kept"] = self.kept_count
        return told

    def note(self, change: Change) -> None:
        if len(self.changes) < MOST_CHANGES:
            self.changes.append(change)

    def note_kept(self, difference: Change) -> None:
        """A row that stays different from the file's, because people decided its columns here."""
        self.kept_count += 1
        if len(self.kept) < MOST_CHANGES:
            self.kept.append(difference)
