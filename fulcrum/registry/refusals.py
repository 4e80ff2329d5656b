"""What a person reads when a row of a file, or a request, is refused: what is wrong and what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fulcrum.registry import import_refusals
from fulcrum.registry.domain.row_errors import RowError


@dataclass(frozen=True)
class Wording:
    """Two sentences in the reader's language."""

    what: str
    remedy: str


def word(error: RowError, more: Mapping[str, Callable[[], tuple[str, str]]] | None = None) -> Wording:
    """Word one row error, by the wordings here and by `more` of another kind of file.

    Raises KeyError for a code without wording: a test looks for that.
    """
    what, remedy = {**WORDINGS, **(more or {})}[error.code]()
    facts = {**error.facts, "value": error.value, "file": error.file, "column": error.column}
    return Wording(what % facts, remedy % facts)


WORDINGS: dict[str, Callable[[], tuple[str, str]]] = {
    **import_refusals.WORDINGS,
    # the file as a whole
    "file_missing": lambda: (_("The pack has no file %(file)s."), _("Put the file into the pack's folder.")),
    "folder_without_pack": lambda: (
        _("The folder holds no pack: pack.yaml is not there."),
        _("Give the folder in which pack.yaml lies."),
    ),
    "broken_description": lambda: (
        _("The description of the pack cannot be used."),
        _("Compare it with the pack.yaml of a pack that loads."),
    ),
    "description_not_yaml": lambda: (
        _("The description of the pack is not written in YAML."),
        _("Compare it with the pack.yaml of a pack that loads."),
    ),
    "description_lacks": lambda: (
        _("The description of the pack does not say “%(name)s”."),
        _("Compare it with the pack.yaml of a pack that loads."),
    ),
    "empty_file": lambda: (_("The file is empty."), _("Export the list again and upload that file.")),
    "no_rows": lambda: (
        _("The file has a header but no row."),
        _("Add at least one row below the header."),
    ),
    "file_too_large": lambda: (
        _("The file has %(size)s bytes; at most %(largest)s are read."),
        _("Divide the file into smaller ones."),
    ),
    "not_csv": lambda: (
        _("This is not a CSV file."),
        _("Save the list as CSV UTF-8 in your spreadsheet and upload that file."),
    ),
    "not_utf8": lambda: (
        _("This row is not written in UTF-8."),
        _("Save the file as CSV UTF-8 and upload it again."),
    ),
    "broken_csv": lambda: (
        _("The quoting of this row is broken."),
        _("Close every quotation mark, and double those inside a cell."),
    ),
    "quote_not_closed": lambda: (
        _("A quotation mark is opened in this row and never closed."),
        _("Close every quotation mark, and double those inside a cell."),
    ),
    "quote_not_doubled": lambda: (
        _("A quotation mark inside a cell of this row is not doubled."),
        _("Close every quotation mark, and double those inside a cell."),
    ),
    "cell_too_large": lambda: (
        _("A cell of this row is longer than any text may be."),
        _("Look for a quotation mark that is opened and not closed, or shorten the text."),
    ),
    "missing_column": lambda: (
        _("The column is missing; the header holds: %(found)s."),
        _("Add the column to the header; its cells may stay empty where nothing is known."),
    ),
    "unknown_column": lambda: (
        _("The file has a column that is not known."),
        _("Remove it, or rename it to one of: %(allowed)s."),
    ),
    "doubled_column": lambda: (_("The column is in the header twice."), _("Remove one of the two.")),
    "wrong_field_count": lambda: (
        _("The row has %(found)s cells; the header has %(wanted)s."),
        _("Put text that holds a comma into double quotation marks."),
    ),
    # one cell
    "required": lambda: (_("The cell is empty."), _("Fill it in: every row needs this value.")),
    "not_nfc": lambda: (
        _("The text is not in the composed Unicode form (NFC)."),
        _("Type the text again, or convert it to NFC."),
    ),
    "formula": lambda: (
        _("The cell begins like a formula."),
        _("Remove the sign at its beginning: a spreadsheet would calculate it."),
    ),
    "invisible": lambda: (
        _("The text holds an invisible character (%(character)s)."),
        _("Delete the word and type it again."),
    ),
    "spaces": lambda: (
        _("The text has a space at its beginning or end, or two together."),
        _("Leave one ordinary space between words."),
    ),
    "too_long": lambda: (
        _("The text has %(length)s characters; at most %(longest)s fit."),
        _("Shorten it."),
    ),
    "legacy_font": lambda: (
        _("The text was typed for an old font (such as FM Abhaya or Bamini), not in Unicode."),
        _("Convert it to Unicode Sinhala or Tamil, or leave the cell empty."),
    ),
    "wrong_script": lambda: (
        _("The name is not wholly written in %(script)s letters: it holds “%(character)s”."),
        _("Write it in %(script)s letters, or leave the cell empty."),
    ),
    "unknown_code": lambda: (_("This code is not known."), _("Use one of: %(allowed)s.")),
    "bad_id": lambda: (
        _("The id is not made of small letters, digits and single hyphens."),
        _("Write it like “nat-department-of-archaeology”."),
    ),
    "bad_code": lambda: (
        _(
            "The code is not made of letters, digits and single hyphens, or is longer than %(longest)s characters."
        ),
        _("Write the code as its publisher does."),
    ),
    "bad_website": lambda: (
        _("The website's address cannot be used."),
        _("Begin it with https:// or http:// and leave out spaces and passwords."),
    ),
    "bad_period": lambda: (
        _("The period is not known."),
        _("Write a year (2024), a half-year (2025-H1), a month (2024-12) or two years (2012/13)."),
    ),
    "not_a_number": lambda: (
        _("This is not a number."),
        _("Write digits only, with a point before the decimals and no sign for thousands."),
    ),
    "not_a_whole_number": lambda: (
        _("This is not a whole number."),
        _("Write digits only."),
    ),
    "too_many_decimals": lambda: (
        _("The number has more than %(decimals)s decimals."),
        _("Round it to %(decimals)s decimals."),
    ),
    "out_of_range": lambda: (
        _("The number is not between %(least)s and %(most)s."),
        _("Check the number and its unit."),
    ),
    "year_out_of_range": lambda: (
        _("The year is not between %(least)s and %(most)s."),
        _("Write the year with four digits."),
    ),
    "not_a_date": lambda: (
        _("This is not a date."),
        _("Write the year, the month and the day with hyphens, such as 2026-05-31."),
    ),
    "outside_country": lambda: (
        _("The coordinate lies outside the country: it is not between %(least)s and %(most)s degrees."),
        _("Check whether latitude and longitude were exchanged."),
    ),
    # rows against each other
    "duplicate_code": lambda: (
        _("The code stands in row %(first)s already."),
        _("Keep one of the two rows."),
    ),
    "duplicate_id": lambda: (_("The id stands in row %(first)s already."), _("Keep one of the two rows.")),
    "duplicate_key": lambda: (
        _("The key stands in row %(first)s already."),
        _("Give the newer organisation a key that nobody has."),
    ),
    "duplicate_figure": lambda: (
        _("The same figure of the same region, period and source stands in row %(first)s already."),
        _("Keep one of the two rows."),
    ),
    "key_changed": lambda: (
        _("The organisation “%(id)s” has the key %(stored)s; a key never changes."),
        _("Write %(stored)s again."),
    ),
    "key_taken": lambda: (
        _("The key belongs to the organisation “%(id)s”."),
        _("Give the new organisation the next free key, %(free)s."),
    ),
    "of_other_pack": lambda: (
        _("“%(value)s” belongs to the country pack “%(pack)s”, not to this one."),
        _("Use an id or a code of this pack; rows of another are changed only with that one."),
    ),
    "closes_too_early": lambda: (
        _("The organisation opened on %(opened)s; it cannot close on that day or before it."),
        _("Write a later day, or correct the day on which it opened."),
    ),
    "source_unknown": lambda: (
        _("No source has this code."),
        _("Use a code of the source register, or add the source first."),
    ),
    "district_unknown": lambda: (
        _("No district has this code."),
        _("Use the district's code of the Department of Census and Statistics, such as LK-11."),
    ),
    "region_unknown": lambda: (
        _("No region has this code."),
        _("Use the code of a province, district or division, such as LK-1103."),
    ),
    "region_level_wrong": lambda: (
        _("The region above is not of the right level (%(wanted)s)."),
        _("A district lies in a province and a division in a district; a province has nothing above."),
    ),
    "region_elsewhere": lambda: (
        _("The region served does not lie in the district of the seat, %(district)s."),
        _("Correct the district or the region."),
    ),
    "parent_unknown": lambda: (
        _("No organisation has this id."),
        _("Use the id of the organisation above, or leave the cell empty."),
    ),
    "circular_parent": lambda: (
        _("Going up from “%(id)s” one comes back to it: the tree would be a circle."),
        _("Give it an organisation above that is not below it."),
    ),
    "basis_missing": lambda: (
        _("The column %(other)s is filled in but this cell does not say where the value comes from."),
        _("Fill in the basis, such as “source” or “inferred”."),
    ),
    "basis_without_fact": lambda: (
        _("The cell says where a value comes from, but the column %(other)s is empty."),
        _("Fill in the value, or empty this cell."),
    ),
}
