"""Missing fonts of letters are told by the doctor and at the start; the set-up brings exactly those that are needed."""

import pytest

from fulcrum.runtime import doctor, env, letter_fonts, welcome
from fulcrum.runtime.layout import Home
from fulcrum.setup import assets


@pytest.fixture
def one_missing(monkeypatch, tmp_path):
    """A folder that holds all fonts but one, which is empty as after a full disk."""
    for name in letter_fonts.names():
        (tmp_path / name).write_bytes(b"font")
    (tmp_path / "NotoSansTamil_700Bold.ttf").write_bytes(b"")
    monkeypatch.setattr(letter_fonts, "FOLDER", tmp_path)


def test_the_set_up_brings_the_fonts_where_letters_look_for_them():
    assert sorted(assets.letter_fonts().values()) == sorted(
        letter_fonts.FOLDER / name for name in letter_fonts.names()
    )


def test_the_fonts_of_letters_are_not_handed_out_by_the_web_server():
    assert assets.ASSETS not in letter_fonts.FOLDER.parents


def test_the_doctor_names_the_missing_font_and_the_remedy(one_missing):
    found = doctor._letters()

    assert found.is_wrong and "NotoSansTamil_700Bold.ttf" in found.said
    assert "NotoSans_400Regular" not in found.said
    assert "make run" in found.remedy


def test_the_start_warns_that_no_letter_can_be_made(one_missing, tmp_path):
    told = welcome.block(Home(tmp_path), env.read({}), began=0.0)

    assert "WARNING: letters cannot be made" in told and "make run" in told


def test_the_start_is_silent_when_the_fonts_are_there(tmp_path):
    assert "letters" not in welcome.block(Home(tmp_path), env.read({}), began=0.0)
