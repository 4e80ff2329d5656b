"""A thing is called by its name in the reader's language, else by its English one."""

from types import SimpleNamespace

import pytest

from fulcrum.kit.naming import own_name

PLACE = SimpleNamespace(name_en="Colombo", name_si="කොළඹ", name_ta="")


@pytest.mark.parametrize(
    ("language", "name"),
    [("si", "කොළඹ"), ("ta", "Colombo"), ("en", "Colombo"), ("fr", "Colombo"), (None, "Colombo")],
)
def test_the_name_is_the_readers_own_and_english_where_there_is_none(language, name):
    assert own_name(PLACE, language) == name
