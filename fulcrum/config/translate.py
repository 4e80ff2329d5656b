"""Collect every sentence the pages show and keep the catalogues of Sinhala and Tamil in step.

Needs no gettext programs: templates are read by Django's own parser, Python by Babel's extractor.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.template import Template
from django.template.base import Lexer, TokenType
from django.template.loader_tags import BlockNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

LANGUAGES = ("si", "ta")
PLURALS = {
    "si": "nplurals=2; plural=(n > 1);",
    "ta": "nplurals=2; plural=(n != 1);",
}
_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
_IN_ARGUMENTS = re.compile(r"""\b_\((["'])(.+?)\1\)""")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@dataclass(frozen=True)
class Sentence:
    """One sentence to translate and where it stands (file, relative to the project)."""

    text: str
    plural: str
    context: str
    place: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes a sentence the same sentence."""
        return self.text, self.context


def sentences() -> list[Sentence]:
    """Every sentence of the program, sorted by place and text."""
    root = settings.PROJECT / "fulcrum"
    found = [*_in_python(root), *_in_templates(root)]
    return sorted(found, key=lambda sentence: (sentence.place, sentence.text))


def _in_python(root: Path) -> Iterator[Sentence]:
    for path in sorted(root.rglob("*.py")):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        with path.open("rb") as file:
            for _line, function, messages, _notes in extract_python(file, _KEYWORDS, [], {}):
                parts = [messages] if isinstance(messages, str) else list(messages or ("",))
                text, plural, context = _by_function(function, parts)
                if text:
                    yield Sentence(text, plural, context, _place(path))


def _by_function(function: Any, parts: list[Any]) -> tuple[str, str, str]:
    """Text, plural and context of one call."""
    if function.startswith("pgettext"):
        return parts[1] or "", "", parts[0] or ""
    if function.startswith("ngettext"):
        return parts[0] or "", parts[1] or "", ""
    return parts[0] or "", "", ""


def _in_templates(root: Path) -> Iterator[Sentence]:
    for path in sorted([*root.rglob("templates/**/*.html"), *root.rglob("templates/**/*.txt")]):
        source = path.read_text(encoding="utf-8")
        for node in _nodes(Template(source).nodelist):
            yield from _of_node(node, _place(path))
        for token in Lexer(source).tokenize():
            if token.token_type in (TokenType.VAR, TokenType.BLOCK):
                for _quote, text in _IN_ARGUMENTS.findall(token.contents):
                    yield Sentence(text, "", "", _place(path))


def _nodes(nodelist: Any) -> Iterator[Any]:
    for node in nodelist:
        yield node
        for attribute in getattr(node, "child_nodelists", ()):
            yield from _nodes(getattr(node, attribute, None) or ())
        if isinstance(node, BlockNode):
            continue
        for _condition, branch in getattr(node, "conditions_nodelists", ()):
            yield from _nodes(branch)


def _of_node(node: Any, place: str) -> Iterator[Sentence]:
    if isinstance(node, TranslateNode) and isinstance(node.filter_expression.var.literal, str):
        yield Sentence(node.filter_expression.var.literal, "", _context(node), place)
    elif isinstance(node, BlockTranslateNode):
        text, _variables = node.render_token_list(node.singular)
        plural = node.render_token_list(node.plural)[0] if node.plural else ""
        yield Sentence(text, plural, _context(node), place)


def _context(node: Any) -> str:
    return str(node.message_context.resolve({})) if node.message_context else ""


def _place(path: Path) -> str:
    return path.relative_to(settings.PROJECT).as_posix()


def path_of(language: str) -> Path:
    """The catalogue file of a language."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def update(language: str) -> tuple[int, int]:
    """Bring one catalogue in step with the program; returns (sentences, of them without translation)."""
    path = path_of(language)
    old = Catalog(locale=None)
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file, locale=language)
    new = Catalog(locale=language, project="Fulcrum", charset="utf-8", fuzzy=False)
    for sentence in sentences():
        ids = (sentence.text, sentence.plural) if sentence.plural else sentence.text
        known = old.get(sentence.text, context=sentence.context or None)
        string, notes = _kept(known, bool(sentence.plural))
        new.add(
            ids,
            string,
            locations=[(sentence.place, 0)],
            context=sentence.context or None,
            user_comments=notes,
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, new, width=120, sort_by_file=True, include_lineno=False, omit_header=False)
    _steady_header(path, language)
    return len(new), sum(1 for message in new if message.id and not _is_whole(message))


def _kept(known: Message | None, is_plural: bool) -> tuple[Any, Any]:
    if known is None or isinstance(known.string, tuple | list) != is_plural:
        return (("", "") if is_plural else ""), ()
    return known.string, known.user_comments


def _is_whole(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(strings)


def _steady_header(path: Path, language: str) -> None:
    """A header without dates and names, so that a file changes only when a sentence does."""
    body = path.read_text(encoding="utf-8").split("\n\n", 1)[1]
    header = (
        f'# {language}: every sentence is a draft until a comment "reviewed by <name>, <date>" stands above it.\n'
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n"Plural-Forms: {PLURALS[language]}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    )
    path.write_text(f"{header}\n{body}", encoding="utf-8")


def faults(language: str) -> list[str]:
    """What is wrong with a catalogue: sentences missing, or placeholders that differ; empty if nothing is."""
    with path_of(language).open("rb") as file:
        catalogue = read_po(file, locale=language)
    found = []
    for sentence in sentences():
        message = catalogue.get(sentence.text, context=sentence.context or None)
        if (
            message is None
            or not _is_whole(message)
            or bool(sentence.plural) != isinstance(message.id, tuple | list)
        ):
            found.append(f"{language}: missing: {sentence.text!r} ({sentence.place})")
            continue
        wanted = set(_PLACEHOLDER.findall(sentence.text + sentence.plural))
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for string in map(str, strings):
            if not set(_PLACEHOLDER.findall(string)) <= wanted or (
                not sentence.plural and set(_PLACEHOLDER.findall(string)) != wanted
            ):
                found.append(f"{language}: placeholders differ: {sentence.text!r} -> {string!r}")
    return found


def main() -> int:
    """Update all catalogues and say what is still to translate."""
    for language in LANGUAGES:
        total, missing = update(language)
        print(f"{language}: {total} sentences, {missing} without translation")  # noqa: T201
    return 0
