"""Names and marks of the register, for templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from fulcrum.foundation.web.templatetags.wording import named
from fulcrum.kit.naming import own_name
from fulcrum.registry import labels
from fulcrum.registry.facts import Mark, basis_marks, kind_text, own_name_mark
from fulcrum.registry.models import Organisation, Region, Source
from fulcrum.registry.slots import ShownColumn

register = template.Library()


@register.simple_tag
def marked_name(thing: Organisation | Region) -> SafeString:
    """The name in the reader's language, with its mark where a reader of the language has not yet reviewed it."""
    mark = own_name_mark(thing, get_language() or "en")
    return format_html("{}{}", named(thing), mark_html(mark)) if mark else named(thing)


@register.simple_tag
def named_text(thing: Organisation | Region) -> str:
    """The name in the reader's language as plain text, for titles."""
    return own_name(thing, get_language())


@register.simple_tag
def mark_html(mark: Mark) -> SafeString:
    """A mark as the pages show it: a small word whose explanation is its title."""
    return format_html('<abbr class="mark" title="{}">{}</abbr>', mark.meaning, mark.word)


@register.simple_tag
def basis_mark(basis: str) -> SafeString | str:
    """The mark of a parent or a seat."""
    marks = basis_marks(basis)
    return mark_html(marks[0]) if marks else ""


@register.filter
def cited(source: Source, period: str | int | None) -> str:
    """What a link to a source says: its short title, with the year or period unless the title names that year."""
    year = str(period or "")[:4]
    return (
        f"{source.shown_title}, {period}" if year and year not in source.shown_title else source.shown_title
    )


@register.filter
def cell(column: ShownColumn, organisation: Organisation) -> SafeString | str:
    """What a higher floor says of one organisation in its column of the list."""
    return column.cells.get(organisation.key, "")


@register.filter
def kind_of(body: Organisation) -> str:
    return kind_text(body)


@register.filter
def label(code: str, group: str) -> str:
    """The wording of a code: `{{ body.tier|label:"tier" }}`."""
    return labels.of(group, code)
