"""A mail is written in its reader's language, with its facts, a reason, and a way to end such mails."""

import re
from datetime import date
from email import message_from_bytes
from email.policy import default

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from fulcrum.foundation.notices import facts, kinds, letters, sentences
from fulcrum.foundation.notices.models import Mail
from fulcrum.foundation.notices.services.notices import send_to_address, tell

pytestmark = pytest.mark.django_db

SCRIPT = {
    "en": re.compile(r"[A-Za-z]"),
    "si": re.compile(r"[\u0d80-\u0dff]"),
    "ta": re.compile(r"[\u0b80-\u0bff]"),
}
LANGUAGES = tuple(SCRIPT)


def letter_to(reader, kind, now, **told):
    tell(kind, reader, at=now, **told)
    return letters.written(Mail.objects.get())


def kinds_of_the_program():
    return [kind for kind in kinds.every() if not kind.code.startswith("tests.")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_subject_and_text_are_in_the_reader_s_language_whoever_causes_them(language, reader, now):
    reader.language = language
    reader.save()

    with translation.override("en" if language != "en" else "si"):
        letter = letter_to(reader, "tests.places", now, units=7)

    assert SCRIPT[language].search(letter.subject)
    assert "7" in letter.text
    others = [script for code, script in SCRIPT.items() if code not in (language, "en")]
    assert not any(script.search(letter.subject + letter.text) for script in others)
    assert f'lang="{language}"' in letter.html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", kinds_of_the_program(), ids=lambda kind: kind.code)
def test_every_kind_says_its_facts_in_every_language(kind, language, reader):
    kept = facts.packed(kind.example)
    with translation.override(language):
        said = sentences.of(kind, kept)
        letter = letters.single(kind, kept, "/somewhere/", reader, language)
        told = facts.told(kept, language)

    everything = f"{said.subject}\n{said.text}\n{letter.subject}\n{letter.text}"
    assert [name for name, value in told.items() if str(value) not in everything] == []
    assert "%(" not in everything and "{{" not in everything
    assert f"{settings.PUBLIC_URL}/somewhere/" in letter.text
    assert said.subject and "\n" not in letter.subject


@pytest.mark.parametrize("language", ["si", "ta"])
@pytest.mark.parametrize("kind", kinds_of_the_program(), ids=lambda kind: kind.code)
def test_every_kind_is_written_in_its_reader_s_script(kind, language, reader):
    kept = facts.packed(kind.example)
    with translation.override(language):
        if str(kind.text) == str(_english(kind.text)):
            pytest.skip("not translated yet; tests/house/test_translations.py says so")
        letter = letters.single(kind, kept, "/somewhere/", reader, language)

    assert SCRIPT[language].search(letter.subject)
    assert len(SCRIPT[language].findall(letter.text)) > 20


def _english(words):
    with translation.override("en"):
        return str(words)


@pytest.mark.parametrize("kind", kinds_of_the_program(), ids=lambda kind: kind.code)
def test_the_sentences_of_a_kind_use_no_fact_without_an_example(kind):
    used = set(re.findall(r"%\((\w+)\)", f"{_english(kind.subject)}{_english(kind.text)}"))

    assert used <= set(kind.example)


def test_a_confidential_kind_says_by_mail_only_that_it_waits(reader, now):
    letter = letter_to(reader, "tests.secret", now, url="/plans/3/", units=4711)

    assert "4711" not in letter.subject + letter.text + letter.html
    assert f"{settings.PUBLIC_URL}/plans/3/" in letter.text


def test_what_is_no_duty_can_be_ended_with_one_click(reader, now):
    tell("tests.places", reader, at=now, units=7)

    message = letters.message(Mail.objects.get())

    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert link.startswith(f"{settings.PUBLIC_URL}/notices/unsubscribe/")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in message.body


def test_a_duty_offers_no_end(reader, now):
    tell("tests.duty", reader, at=now, units=7)

    message = letters.message(Mail.objects.get())

    assert "List-Unsubscribe" not in message.extra_headers
    assert "unsubscribe" not in message.body


def test_somebody_without_an_account_is_offered_neither_choice_nor_end(now):
    mail = send_to_address("tests.places", "new@tests.invalid", "ta", at=now, url="/join/abc/", units=7)

    letter = letters.written(mail)

    assert f"{settings.PUBLIC_URL}/join/abc/" in letter.text
    assert (letter.unsubscribe, "/notices/" in letter.text) == ("", False)


def test_facts_become_neither_headers_nor_html(reader, now):
    kinds.register(
        kinds.Kind(
            "tests.free", *(kinds.kind("tests.named").text for _n in range(2)), subject="%(values)s",
            text="%(values)s", why="why", example={"values": "x"},
        )
    )  # fmt: skip
    tell("tests.free", reader, at=now, values="Hello\nBcc: everybody@tests.invalid <script>alert(1)</script>")

    message = letters.message(Mail.objects.get())

    parsed = message_from_bytes(message.message().as_bytes(), policy=default)
    assert parsed["Bcc"] is None
    html = parsed.get_body(("html",)).get_content()
    assert "<script>" not in html and "&lt;script&gt;" in html
    assert "<script>alert(1)</script>" in parsed.get_body(("plain",)).get_content()


def test_a_mail_says_that_a_program_wrote_it_and_keeps_its_number(reader, now):
    tell("tests.places", reader, at=now, units=7)
    mail = Mail.objects.get()

    first, second = letters.message(mail).message(), letters.message(mail).message()

    assert first["Message-ID"] == second["Message-ID"] == mail.message_id
    assert first["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "1 December 2026"), ("si", "2026 දෙසැම්බර් 1"), ("ta", "1 டிசம்பர், 2026")]
)
def test_days_are_written_as_the_reader_writes_them(language, shown):
    assert facts.told(facts.packed({"on": date(2026, 12, 1)}), language) == {"on": shown}


def test_words_of_the_program_are_told_in_the_reader_s_language():
    kept = facts.packed({"what": kinds.kind("tests.places").label})

    with translation.override("ta"):
        assert facts.told(kept, "ta") == {"what": _("Scenarios")}
    assert facts.told(kept, "en") == {"what": "Scenarios"}
