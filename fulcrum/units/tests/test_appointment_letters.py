"""The letter of appointment: the model's text, in the language of the area and English, marked where simulated."""

import pytest

from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import Organisation, Person
from fulcrum.units import letters, member_reads
from fulcrum.units.models import Unit
from fulcrum.units.tests import network, small_model
from fulcrum.units.tests.members import member, newcomer
from tests.cast import NOW


@pytest.fixture
def model(db):
    """The model of a Digital Transformation Unit as it comes with the program."""
    return network.shipped(NOW)


@pytest.fixture
def held(unit, head, officer):
    """Two posts that one person took on together."""
    who = newcomer(name_si="කුමාරි", languages="si")
    holdings = member(unit, who, "SD", "SE", head=head, officer=officer)
    Organisation.objects.filter(pk=unit.organisation_id).update(province="LK-1")
    return holdings[0]


def letter_of(holding):
    fresh = member_reads.together(type(holding).objects.select_related("post").get(pk=holding.pk))
    return letters.appointment(fresh)


def test_it_is_written_in_the_language_of_the_area_and_in_english(held):
    letter = letter_of(held)

    assert [part.language for part in letter.parts] == ["si", "en"]
    assert not letter.is_simulated
    sinhala, english = letter.parts
    assert sinhala.to_[0] == "කුමාරි"
    assert sinhala.is_draft_translation
    assert not english.is_draft_translation


def test_it_tells_posts_days_and_manner_out_of_the_model(held):
    english = letter_of(held).parts[-1]

    text = " ".join(english.paragraphs)
    assert "of Alpha Hospital, from 23 November 2026." in text
    assert "{" not in text
    facts = {line.label: line.value for line in english.lines}
    assert facts["First day"] == "23 November 2026"
    assert facts["Last day"] == "no last day set"
    assert len(facts["Post"].splitlines()) == 2
    assert english.signature_lines[0] == "Sunethra"


def test_it_is_the_same_letter_whichever_of_its_posts_is_asked_for(held):
    other = type(held).objects.exclude(pk=held.pk).get(person=held.person)

    assert letter_of(other) == letter_of(held)


def test_a_letter_of_the_simulated_country_says_so(held):
    Organisation.objects.filter(pk=held.post.unit.organisation_id).update(pack="demo")

    assert letter_of(held).is_simulated


def test_without_a_province_both_national_languages_stand_before_english(held):
    Organisation.objects.filter(pk=held.post.unit.organisation_id).update(province=None)

    assert [part.language for part in letter_of(held).parts] == ["si", "ta", "en"]


def test_names_with_initials_are_used_where_there_are_some(held):
    Person.objects.filter(pk=held.person_id).update(initials_en="A. B. Kumari")

    assert letter_of(held).parts[-1].to_[0] == "A. B. Kumari"


def test_a_model_without_such_a_text_gives_no_letter(held, unit):
    Unit.objects.filter(pk=unit.pk).update(blueprint=small_model.published())
    held.post.unit.refresh_from_db()

    with pytest.raises(Refusal, match="no_letter_in_the_model"):
        letter_of(held)
