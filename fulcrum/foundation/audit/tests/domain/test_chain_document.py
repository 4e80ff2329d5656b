"""The worked example of docs/method/audit-chain.md is what the program computes, and its program runs."""

import json
import re
from pathlib import Path

import pytest

from fulcrum.foundation.audit.domain import chain

PAGE = (Path(__file__).resolve().parents[5] / "docs" / "method" / "audit-chain.md").read_text(
    encoding="utf-8"
)


def block(kind):
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return found


LINES = block("audit-chain").splitlines()
ENTRIES = {
    0: (
        (
            40,
            "1795413599.250000",
            None,
            "allocation.plan_finished",
            "allocation.plan",
            "3",
            None,
            "limited",
            "",
            "job allocation.run_plan 9",
        ),
        (None, None, '{"total": 61.50, "places": 500}'),
    ),
    2: (
        (
            41,
            "1795413600.000000",
            7,
            "registry.person_corrected",
            "registry.person",
            "12",
            1004,
            "limited",
            "Letter 5",
            "3fa85f64c2d1",
        ),
        ('{"name_en": "Nimal"}', '{"name_en": "Nimali"}', "{}"),
    ),
}


@pytest.mark.parametrize("line", ENTRIES)
def test_an_entry_has_the_bytes_that_are_printed(line):
    values, documents = ENTRIES[line]

    assert chain.entry_bytes(values, documents).decode() == LINES[line]


def test_the_seal_has_the_bytes_that_are_printed():
    _, number, first, last, count, sealed_at = json.loads(LINES[4])

    told = chain.seal_bytes(number=number, first=first, last=last, count=count, sealed_at=sealed_at)

    assert told.decode() == LINES[4]


def test_each_digest_follows_from_the_one_before():
    digest, computed = chain.GENESIS, []
    for content in LINES[0::2]:
        digest = chain.link(digest, content.encode())
        computed.append(digest.hex())

    assert computed == LINES[1::2]


def test_the_program_on_the_page_agrees():
    names = {"lines": LINES}

    exec(compile(block("python"), "audit-chain.md", "exec"), names)

    assert names["previous"].hex() == LINES[-1]


def test_the_page_names_the_form_that_the_program_writes():
    assert f'`"{chain.ENTRY_MARK}"`' in PAGE
    assert f'`"{chain.SEAL_MARK}"`' in PAGE
