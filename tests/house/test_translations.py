"""Every sentence stands in three languages, with the same placeholders."""

import pytest

from fulcrum.config import translate


@pytest.mark.parametrize("language", translate.LANGUAGES)
def test_every_sentence_is_translated_with_its_placeholders(language):
    assert translate.faults(language) == []


def test_the_extractor_finds_sentences_of_templates_and_python():
    found = {sentence.text for sentence in translate.sentences()}

    assert "Skip to the content" in found, "a template's sentence"
    assert "There is nothing at this address" in found, "a Python sentence"


def test_no_sentence_is_put_together_from_an_f_string():
    broken = [sentence for sentence in translate.sentences() if "{" in sentence.text]

    assert broken == []
