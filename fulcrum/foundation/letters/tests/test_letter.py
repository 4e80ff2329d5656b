"""What a letter must have before it is set."""

from dataclasses import replace
from datetime import date

import pytest

from fulcrum.foundation.letters.letter import Letter
from fulcrum.foundation.letters.tests.letters import ENGLISH


def test_a_letter_in_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="'fr'"):
        replace(ENGLISH, language="fr")


@pytest.mark.parametrize("name", ["from_", "to_", "subject"])
def test_a_part_without_sender_addressee_or_subject_is_refused(name):
    with pytest.raises(ValueError, match=name):
        replace(ENGLISH, **{name: ""})


def test_a_letter_has_at_least_one_part():
    with pytest.raises(ValueError, match="part"):
        Letter("EX/1", date(2026, 1, 1), ())


def test_a_letter_has_a_reference():
    with pytest.raises(ValueError, match="reference"):
        Letter("", date(2026, 1, 1), (ENGLISH,))


def test_a_letter_holds_one_part_in_each_language():
    with pytest.raises(ValueError, match="'en'"):
        Letter("EX/1", date(2026, 1, 1), (ENGLISH, ENGLISH))
