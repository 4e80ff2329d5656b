"""A small transliteration of Sinhala and Tamil into Latin letters, for search only.

It follows how place names are written on Sri Lanka's road signs: no marks for long vowels and no difference between
dental and retroflex letters. Tamil க ச ட த ப are written k s d t p wherever they stand, because `kit.text.folded`
brings voiced and voiceless letters together again. It is not meant to be read.
"""

from collections.abc import Mapping


def _pairs(letters: str, latin: str) -> dict[str, str]:
    """Each letter with the Latin letters in the same place of a list divided by spaces."""
    return dict(zip(letters, latin.split(), strict=True))


SINHALA_CONSONANTS = _pairs(
    "කඛගඝඞඟචඡජඣඤඥඦටඨඩඪණඬතථදධනඳපඵබභමඹයරලවශෂසහළෆ",
    "k kh g gh ng ng ch ch j jh n gn nj t t d d n nd th th d dh n nd p p b b m mb y r l v sh sh s h l f",
)
SINHALA_VOWELS = _pairs("අආඇඈඉඊඋඌඍඑඒඓඔඕඖ", "a a e e i i u u ru e e ai o o au")
SINHALA_SIGNS = _pairs(
    "\u0dcf\u0dd0\u0dd1\u0dd2\u0dd3\u0dd4\u0dd6\u0dd8\u0dd9\u0dda\u0ddb\u0ddc\u0ddd\u0dde\u0ddf",
    "a e e i i u u ru e e ai o o au lu",
)
SINHALA_OTHERS = {"\u0d82": "n", "\u0d83": "h"}

TAMIL_CONSONANTS = _pairs("கஙசஞடணதநபமயரலவழளறனஜஷஸஹஶ", "k ng s n d n t n p m y r l v l l r n j sh s h sh")
TAMIL_VOWELS = _pairs("அஆஇஈஉஊஎஏஐஒஓஔ", "a a i i u u e e ai o o au")
TAMIL_SIGNS = _pairs(
    "\u0bbe\u0bbf\u0bc0\u0bc1\u0bc2\u0bc6\u0bc7\u0bc8\u0bca\u0bcb\u0bcc", "a i i u u e e ai o o au"
)
TAMIL_OTHERS = {"\u0b83": ""}

AL_LAKUNA, PULLI = "\u0dca", "\u0bcd"
"""Signs that take away the vowel of the consonant before them."""


def romanised(text: str) -> str:
    """Write the Sinhala and Tamil letters of `text` in Latin letters; everything else stays as it is.

    Expects composed text (NFC) without zero-width joiners.
    """
    half = _written(text, SINHALA_CONSONANTS, {**SINHALA_VOWELS, **SINHALA_OTHERS}, SINHALA_SIGNS, AL_LAKUNA)
    return _written(half, TAMIL_CONSONANTS, {**TAMIL_VOWELS, **TAMIL_OTHERS}, TAMIL_SIGNS, PULLI)


def _written(
    text: str,
    consonants: Mapping[str, str],
    vowels: Mapping[str, str],
    signs: Mapping[str, str],
    silent: str,
) -> str:
    parts: list[str] = []
    for at, char in enumerate(text):
        following = text[at + 1 : at + 2]
        if char in consonants:
            has_own_vowel = following in signs or following == silent
            parts.append(consonants[char] if has_own_vowel else f"{consonants[char]}a")
        elif char != silent:
            parts.append(vowels.get(char, signs.get(char, char)))
    return "".join(parts)
