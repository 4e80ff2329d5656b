"""What a file is follows from its content."""

import io

import pytest

from fulcrum.foundation.attachments.media_types import TAKEN, media_type_of
from fulcrum.foundation.attachments.tests.conftest import PDF, PNG, zipped

OFFICE = "application/vnd.openxmlformats-officedocument"


def document(main, kind):
    """A document of an office program, as small as can be."""
    types = f'<Types><Override PartName="/{main}" ContentType="{OFFICE}.{kind}.main+xml"/></Types>'
    return {"[Content_Types].xml": types, main: "<x/>"}


SHEET = document("xl/workbook.xml", "spreadsheetml.sheet")
TEXT = document("word/document.xml", "wordprocessingml.document")


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (PDF, "PDF"),
        (PNG, "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01", "JPEG"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x00", "WebP"),
        ("නියෝගය\nஅறிவிப்பு\nNotice".encode(), "TXT"),
        (b"\xef\xbb\xbfname,count\nA,1\nB,2\n", "CSV"),
        (b'name;count\n"A;1";1\nB;2', "CSV"),
        (b"one, two\nthree\n", "TXT"),
        (b"only, one line", "TXT"),
        (zipped(SHEET), "XLSX"),
        (zipped(TEXT), "DOCX"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
            "ODS",
        ),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "ODT"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_is_taken_is_known_by_its_content(content, label):
    assert TAKEN[media_type_of(io.BytesIO(content))].label == label


HOSTILE = {
    "a drawing that acts": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a page": b"<!doctype html><html></html>",
    "a page in capitals after a mark": b"\xef\xbb\xbf  \n<HTML><script>alert(1)</script>",
    "XML": b"<?xml version='1.0'?><x/>",
    "GIF": b"GIF89a\x01\x00\x01\x00",
    "a program": b"MZ\x90\x00\x03\x00\x00\x00",
    "an old office file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64,
    "a PDF behind a GIF": b"GIF89a\n%PDF-1.7\n\xe2",
    "a zero byte": b"text\x00with a zero byte",
    "Latin-1": "naïve".encode("latin-1"),
    "UTF-16": "a\n1\n".encode("utf-16"),
    "half a letter": "cut in a letter: ක".encode()[:-1],
    "a ZIP file": zipped({"a.txt": "x"}),
    "a workbook in name only": zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}),
    "macros": zipped({**SHEET, "xl/vbaProject.bin": "x"}),
    "a script in a text": zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "Basic/Standard/Module1.xml": "<x/>"}
    ),
    "a drawing of an office": zipped({"mimetype": "application/vnd.oasis.opendocument.graphics"}),
    "a broken ZIP file": b"PK\x03\x04 and nothing that unpacks",
    "two bytes": b"\xff\xd8",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_could_act_or_is_not_known_is_not_taken(content):
    assert media_type_of(io.BytesIO(content)) not in TAKEN


def test_a_fault_far_behind_the_beginning_of_a_text_is_seen():
    assert media_type_of(io.BytesIO(b"line\n" * 100_000 + b"\x00")) not in TAKEN


def test_a_letter_that_lies_across_two_reads_is_one_letter():
    assert media_type_of(io.BytesIO(b"x" * 65_535 + "ක".encode())) == "text/plain"


def test_a_long_table_is_judged_by_its_whole_rows():
    assert media_type_of(io.BytesIO(b"name,count\n" * 10_000)) == "text/csv"


def test_a_part_that_unpacks_to_far_more_is_not_unpacked():
    bomb = zipped({"mimetype": "x" * 50_000_000})

    assert media_type_of(io.BytesIO(bomb)) not in TAKEN
