"""Names of files: kept readable in every script, and harmless."""

import pytest

from fulcrum.foundation.attachments.file_names import disposition, kept_name

PDF, CSV = "application/pdf", "text/csv"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("Report.PDF", "Report.PDF"),
        ("C:\\Users\\asha\\report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("report.exe", "report.exe.pdf"),
        ("report.pdf.html", "report.pdf.html.pdf"),
        ("", "file.pdf"),
        (".pdf", "pdf.pdf"),
        ("...", "file.pdf"),
        ('a"b\r\nSet-Cookie: x=1.pdf', "a_b Set-Cookie_ x=1.pdf"),
        ("cod\u202efdp.exe", "cod fdp.exe.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("ශ්\u200dරී ලංකා.pdf", "ශ්\u200dරී ලංකා.pdf"),
        ("a  b   c.pdf", "a b c.pdf"),
    ],
)
def test_a_name_is_kept_as_given_without_what_is_dangerous(given, kept):
    assert kept_name(given, PDF) == kept


def test_a_table_may_be_called_by_any_of_its_endings():
    assert kept_name("list.tsv", CSV) == "list.tsv"


@pytest.mark.parametrize("letter", ["a", "ක", "😀"])
def test_a_long_name_fits_into_file_systems_and_keeps_its_ending(letter):
    kept = kept_name(letter * 500 + ".pdf", PDF)

    assert kept.endswith(f"{letter}.pdf")
    assert len(kept) <= 120
    assert len(kept.encode()) <= 240


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("report 1.pdf", 'attachment; filename="report 1.pdf"'),
        (
            "වාර්තාව.pdf",
            "attachment; filename=\"varthava.pdf\"; filename*=UTF-8''"
            "%E0%B7%80%E0%B7%8F%E0%B6%BB%E0%B7%8A%E0%B6%AD%E0%B7%8F%E0%B7%80.pdf",
        ),
        (
            "அறிக்கை.pdf",
            "attachment; filename=\"arikkai.pdf\"; filename*=UTF-8''"
            "%E0%AE%85%E0%AE%B1%E0%AE%BF%E0%AE%95%E0%AF%8D%E0%AE%95%E0%AF%88.pdf",
        ),
        ("été.pdf", "attachment; filename=\"ete.pdf\"; filename*=UTF-8''%C3%A9t%C3%A9.pdf"),
        ("报告.pdf", "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf"),
    ],
)
def test_the_header_carries_the_name_in_its_own_script_and_in_latin_letters(name, header):
    assert disposition(name, inline=False) == header


def test_what_is_shown_in_place_says_so():
    assert disposition("a.png", inline=True) == 'inline; filename="a.png"'
