"""No text leaves the program that a spreadsheet would calculate."""

import pytest

from fulcrum.kit.cells import FORMULA_STARTS, harmless


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(start):
    assert harmless(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize("value", ["Colombo", "", "1-2", 7, -7, None])
def test_everything_else_stays_as_it_is(value):
    assert harmless(value) == value
