"""Every sentence stands in three languages, with the same placeholders, and none is put together by hand."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from fulcrum.config import translate

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "fulcrum").rglob("templates/**/*.html"))
MARKERS = {name.removesuffix("_lazy").removesuffix("_noop") for name in translate._KEYWORDS}
NOT_TRANSLATED = re.compile(r"\b(Fulcrum|CSV|XLSX|JSON|npm|en)\b")
"""Names of the product, of file formats and of a registry are the same in every language; so is the mark `en`."""
LETTER = re.compile(r"[^\W\d_]")
SHOWN_ATTRIBUTES = {"alt", "aria-description", "aria-label", "content", "placeholder", "title"}
SHOWN_METAS = {"description"}
CODE, EMPTY = {"code", "pre", "script", "style"}, {"br", "hr", "img", "input"}


@pytest.mark.parametrize("language", translate.LANGUAGES)
def test_every_sentence_is_translated_with_its_placeholders(language):
    assert translate.faults(language) == []


def test_the_extractor_finds_sentences_of_templates_and_python():
    found = {sentence.text for sentence in translate.sentences()}

    assert "Skip to the content" in found, "a template's sentence"
    assert "There is nothing at this address" in found, "a Python sentence"


def put_together(source: str) -> list[str]:
    """Sentences given to gettext that nobody can find in the source: f-strings, sums, % and .format."""
    found = []
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name.removesuffix("_lazy").removesuffix("_noop") not in MARKERS:
            continue
        parts = [part for argument in call.args[:2] for part in ast.walk(argument)]
        if any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in parts) or any(
            isinstance(part, ast.Attribute) and part.attr == "format" for part in parts
        ):
            found.append(ast.unparse(call))
    return found


@pytest.mark.parametrize(
    "call",
    [
        '_(f"{count} rows")',
        '_("%d rows" % count)',
        '_("{} rows".format(count))',
        'gettext_lazy("rows of " + name)',
        'translation.gettext(f"{count} rows")',
        'ngettext("row", f"{count} rows", count)',
    ],
)
def test_a_sentence_put_together_is_noticed(call):
    assert put_together(call) == [ast.unparse(ast.parse(call))]


def test_a_sentence_filled_after_its_translation_is_in_order():
    assert put_together('_("%(count)d rows") % {"count": count}; ngettext("a", "b", count + 1)') == []


def test_no_sentence_is_put_together():
    broken = [
        f"{path.relative_to(ROOT)}: {call}"
        for path in sorted((ROOT / "fulcrum").rglob("*.py"))
        for call in put_together(path.read_text(encoding="utf-8"))
    ]

    assert broken == []


class Shown(HTMLParser):
    """Collects what a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.inside_code: list[str] = []

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if self.inside_code or tag in CODE or told.get("class") == "formula":
            self.inside_code += [tag] if tag not in EMPTY else []
        shown = SHOWN_ATTRIBUTES - ({"content"} if told.get("name") not in SHOWN_METAS else set())
        self.texts += [value for name, value in attributes if name in shown and value]

    def handle_endtag(self, tag):
        if self.inside_code[-1:] == [tag]:
            self.inside_code.pop()

    def handle_data(self, data):
        if not self.inside_code:
            self.texts.append(data)


def unmarked(template: str) -> list[str]:
    """Words of a template that a reader sees and that no translation can reach."""
    page, inside = [], False
    for token in Lexer(template).tokenize():
        word = token.contents.split()[0] if token.token_type is TokenType.BLOCK else ""
        if word in ("blocktranslate", "comment") or token.contents == "block width":  # its words are classes
            inside = True
        elif word in ("endblocktranslate", "endcomment", "endblock"):
            inside = False
        elif token.token_type is TokenType.TEXT and not inside:
            page.append(token.contents)
    shown = Shown()
    shown.feed("".join(page))
    shown.close()
    return [" ".join(text.split()) for text in shown.texts if LETTER.search(NOT_TRANSLATED.sub("", text))]


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Sign in</p>", ["Sign in"]),
        ('<p class="a{% if b %} c{% endif %}">{% translate "Sign in" %} now</p>', ["now"]),
        ('<a title="Why" href="/why/">{{ name }}</a>', ["Why"]),
        ('<meta name="description" content="Words"><meta name="viewport" content="width=1">', ["Words"]),
        ("{% block width %}narrow{% endblock %}{% block content %}Words{% endblock %}", ["Words"]),
        ("<p>{% blocktranslate %}Sign in{% endblocktranslate %} <code>up</code> Fulcrum, CSV · 5</p>", []),
    ],
)
def test_words_that_are_not_marked_are_noticed(template, words):
    assert unmarked(template) == words


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "fulcrum").as_posix())
def test_every_word_of_a_template_is_marked(path):
    assert unmarked(path.read_text(encoding="utf-8")) == []
