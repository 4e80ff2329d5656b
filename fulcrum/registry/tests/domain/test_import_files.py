"""Files are read as text, whatever program wrote them; what would harm the machine is refused before it is opened."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from fulcrum.registry.domain import import_archives, import_files
from fulcrum.registry.domain.import_archives import UnreadableError
from fulcrum.registry.domain.import_files import Format, read
from fulcrum.registry.tests.import_files import as_csv, as_ods, as_xlsx

ROWS = [["id", "name"], ["dep-a", "Department of Amber"], ["dep-b", "අම්බර් දෙපාර්තමේන්තුව"]]


def told(data):
    """The code with which a file is refused, on opening or while its rows are read."""
    with pytest.raises(UnreadableError) as refused:
        list(read(data).numbered())
    return refused.value.code


@pytest.mark.parametrize(("form", "write"), [("csv", as_csv), ("xlsx", as_xlsx), ("ods", as_ods)])
def test_headings_and_rows_are_the_same_from_every_format(form, write):
    sheet = read(write(ROWS))

    assert (sheet.format, sheet.headings) == (Format(form), ("id", "name"))
    assert [(number, list(cells)) for number, cells in sheet.numbered()] == [(2, ROWS[1]), (3, ROWS[2])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    rows = [["name", "note"], ["Amber, Department of", "one; two"], ["B", "x | y"]]

    assert [list(cells) for _, cells in read(as_csv(rows, delimiter=delimiter)).numbered()] == rows[1:]


def test_whole_numbers_and_days_of_a_workbook_are_written_as_people_write_them():
    sheet = read(as_xlsx([["a", "b", "c", "d"], [7, 1.5, date(2026, 5, 31), True]]))

    assert [list(cells) for _, cells in sheet.numbered()] == [["7", "1.5", "2026-05-31", "TRUE"]]


def test_a_formula_is_not_worked_out():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_formula("A2", '=HYPERLINK("http://x.invalid")', None, "kept result")

    assert [list(cells) for _, cells in read(file.getvalue()).numbered()] == [["kept result", ""]]


def test_a_title_above_the_headings_is_passed_over_and_rows_keep_their_numbers():
    sheet = read(as_xlsx([["List of offices 2026"], [], ["id", "name"], [], ["dep-a", "A"]]))

    assert sheet.headings == ("id", "name")
    assert [number for number, _ in sheet.numbered()] == [5]


def test_only_the_first_sheet_with_something_in_it_is_read_and_the_others_are_named():
    sheet = read(as_xlsx([], more_sheets=[("Two", ROWS), ("Three", [["x", "y"]])]))

    assert (sheet.headings, sheet.others) == (("id", "name"), ("Three",))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"  \r\n", "empty_file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_a_table"),
        (b"%PDF-1.7 \xff", "not_a_table"),
        (b"\xd0\xcf\x11\xe0 old or closed", "workbook_closed_or_old"),
        (b"PK\x03\x04 cut off", "workbook_broken"),
        ("id,name\ndep-a,Minist\u00e8re\n".encode("latin-1"), "not_utf8"),
        ("id,name\n".encode("utf-16"), "not_utf8"),
        (b'id,name\n"dep-a,A\n', "quote_not_closed"),
        (b"id,name\na,b,c\n", "row_beyond_headings"),
    ],
)
def test_what_cannot_be_read_is_told(data, code):
    assert told(data) == code


def test_a_file_in_another_encoding_is_told_with_its_row():
    with pytest.raises(UnreadableError) as refused:
        read("id,name\na,A\nb,\u00e8\n".encode("latin-1"))

    assert refused.value.facts["row"] == 3


def test_a_file_larger_than_allowed_is_refused(monkeypatch):
    monkeypatch.setattr(import_files, "LARGEST_FILE", 10)

    assert told(as_csv(ROWS)) == "larger_than_allowed"


def test_a_row_more_than_allowed_is_refused(monkeypatch):
    monkeypatch.setattr(import_files, "MOST_ROWS", 2)
    assert len(list(read(as_csv(ROWS)).numbered())) == 2

    monkeypatch.setattr(import_files, "MOST_ROWS", 1)
    assert told(as_csv(ROWS)) == "too_many_rows"


def test_more_columns_than_allowed_are_refused():
    assert told(as_csv([["x"] * 53, ["1"] * 53])) == "too_many_columns"


def bomb(size):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * size)
    return file.getvalue()


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(import_archives, "LARGEST_UNPACKED", 1 << 20)

    assert len(bomb(2 << 20)) < 10_000
    assert told(bomb(2 << 20)) == "unpacks_too_large"


def test_a_workbook_that_lies_about_its_size_is_refused():
    data = bomb(1 << 20)
    lying = data.replace((1 << 20).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    assert lying != data
    assert told(lying) == "workbook_broken"


def sheet_with(reference):
    """A workbook whose one filled cell beside the headings is said to lie at `reference`."""
    plain = as_xlsx([["a", "b"], ["x", "y"]])
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                cell = b'<c r="B2" t="s"><v>3</v></c>'
                assert cell in content
                content = content.replace(cell, f'<c r="{reference}"><v>3</v></c>'.encode())
            new.writestr(part.filename, content)
    return file.getvalue()


@pytest.mark.parametrize("reference", ["XFD2", "BA2", "B1048576", "B210000"])
def test_a_filled_cell_far_outside_the_list_is_refused_before_its_area_is_asked_for(reference):
    assert told(sheet_with(reference)) == "area_too_large"


@pytest.mark.parametrize("reference", ["AZ2", "B2000"])
def test_a_filled_cell_within_the_limits_is_read(reference):
    assert read(sheet_with(reference)).headings[:2] == ("a", "b")


def test_a_row_of_an_ods_sheet_that_is_repeated_a_million_times_is_refused():
    assert told(as_ods(ROWS, repeat_last=1_000_000)) == "area_too_large"
    assert len(list(read(as_ods(ROWS, repeat_last=3)).numbered())) == 4


def test_what_a_reader_of_workbooks_cannot_open_is_told_as_damaged():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "no workbook at all")

    assert told(file.getvalue()) == "workbook_broken"
