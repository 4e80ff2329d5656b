"""Numbers, dates and names as a reader expects them."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from fulcrum.kit.day_in_words import day_in_words

register = template.Library()


@register.filter
def number(value: float | int | None) -> str:
    """Thousands grouped by three in all languages; figures with decimals keep them."""
    if value is None:
        return ""
    return f"{value:,}"


@register.filter
def points(micro: int | None) -> str:
    """A score of micro-points as points out of a hundred with one decimal."""
    if micro is None:
        return ""
    return f"{micro / 10_000:,.1f}"


@register.filter
def day(value: date | datetime | None) -> str:
    """A date in the reader's language, as CLDR writes it, in the country's time."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return day_in_words(value, get_language())


@register.filter
def clock(value: datetime | None) -> str:
    """Hour and minute in the country's time."""
    return "" if value is None else f"{timezone.localtime(value):%H:%M}"


@register.simple_tag
def named(thing: object) -> SafeString:
    """The name of an organisation or region in the reader's language.

    Where there is none the English one is shown, told to screen readers as English and marked.
    """
    language = get_language() or "en"
    own = getattr(thing, f"name_{language}", "")
    english = getattr(thing, "name_en", "")
    simulated = simulated_mark(thing)
    if own:
        return format_html("{}{}", own, simulated)
    return format_html(
        '<span lang="en">{}</span><abbr class="mark" title="{}">en</abbr>{}',
        english,
        gettext("There is no name in this language yet; the English name is shown."),
        simulated,
    )


@register.filter
def simulated_mark(thing: object) -> SafeString:
    """The mark of whatever belongs to the fictitious country, wherever its name stands."""
    if getattr(thing, "pack", "") != "demo":
        return SafeString("")
    meaning = gettext("Simulated: it does not exist.")
    return format_html(
        ' <abbr class="mark mark-simulated" title="{}">{}</abbr>', meaning, gettext("simulated")
    )


@register.filter
def share(part: float, whole: float) -> str:
    """`part` of `whole` as a whole percentage."""
    return f"{100 * part / whole:.0f}%" if whole else "0%"
