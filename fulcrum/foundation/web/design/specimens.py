"""Every component with what it is for, how it is shown on /design/, and the states that it has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.web.design import samples

Context = dict[str, Any]


@dataclass(frozen=True)
class Specimen:
    """One component on the page.

    key        its part of the address, and the name of the template that shows it: design/specimens/<key>.html
    components the templates of components/ that it shows
    context    asked with the theme, whose name its ids begin with: each specimen stands on the page twice
    is_live    whether the first of the two can be reached by keyboard; a second main menu would only be in the way
    """

    key: str
    title: Promise
    purpose: Promise
    components: tuple[str, ...] = ()
    context: Callable[[str], Context] = lambda theme: {}
    is_live: bool = True


@dataclass(frozen=True)
class Part:
    """Specimens that belong together."""

    key: str
    title: Promise
    specimens: tuple[Specimen, ...]


PARTS = (
    Part(
        "frame",
        _("Frame"),
        (
            Specimen(
                "frame",
                _("Menu and corner"),
                _(
                    "Up to seven entries stand in a row. More are grouped into areas; on a phone everything folds under one word, without a script."
                ),
                (),
                samples.frame,
                is_live=False,
            ),
            Specimen(
                "crumbs",
                _("Crumbs"),
                _("Where a page lies, one step up at a time."),
                ("crumbs",),
                samples.crumbs,
            ),
            Specimen(
                "tabs",
                _("Tabs"),
                _("Views of one thing. Each is a link with an address of its own."),
                ("tabs",),
                samples.tabs,
            ),
            Specimen(
                "banner",
                _("Banners"),
                _("What a reader must know of the whole page before reading on."),
                ("banner",),
                samples.banners,
            ),
            Specimen(
                "messages",
                _("Messages"),
                _("What has just happened, on top of the page that follows. They stay; nothing fades away."),
                ("messages",),
                samples.messages,
            ),
        ),
    ),
    Part(
        "forms",
        _("Forms"),
        (
            Specimen(
                "button",
                _("Buttons"),
                _("One main button on a page. A button names what it does; the words change while it works."),
                ("button",),
                samples.buttons,
            ),
            Specimen(
                "field",
                _("Fields"),
                _(
                    "The label stands above, the hint below it, the error last, before the box. What may stay empty says so."
                ),
                ("field", "field_notes"),
                samples.fields,
            ),
            Specimen(
                "scripts",
                _("One thing in three scripts"),
                _("Names are kept in Sinhala, Tamil and English; each box carries its language."),
                ("scripts",),
                samples.scripts,
            ),
            Specimen(
                "error_summary",
                _("Error summary"),
                _(
                    "On top of the form, with a link to each wrong field. It takes the focus without a script, and the title of the page begins with “Error:”."
                ),
                ("error_summary",),
                samples.wrong_form,
            ),
            Specimen(
                "confirm",
                _("Confirming"),
                _("What cannot be undone is confirmed on a page of its own that names what will happen."),
                ("confirm",),
                samples.confirm,
            ),
            Specimen(
                "steps", _("Steps"), _("Where one is in a task of several pages."), ("steps",), samples.steps
            ),
        ),
    ),
    Part(
        "lists",
        _("Lists"),
        (
            Specimen(
                "table",
                _("Tables"),
                _(
                    "Figures stand to the right. On a phone each row becomes a card with labels, by style alone."
                ),
                ("table",),
                samples.table,
            ),
            Specimen(
                "filters",
                _("Filters and chips"),
                _("The state of a list is in its address; each filter in force can be taken away."),
                ("filters", "chips"),
                samples.filters,
            ),
            Specimen(
                "pager",
                _("Pages"),
                _("A long list comes in pages that keep its filters."),
                ("pager",),
                samples.pager,
            ),
            Specimen(
                "empty",
                _("Empty list"),
                _("An empty list says what would stand there and what to do next."),
                ("empty",),
                samples.empty,
            ),
            Specimen(
                "notices",
                _("Notices"),
                _("The unread ones are marked by a word, not by colour alone."),
                ("notices",),
                samples.notices,
            ),
        ),
    ),
    Part(
        "telling",
        _("Telling"),
        (
            Specimen(
                "status",
                _("States"),
                _("One or two words; the colour only repeats them."),
                ("status",),
                samples.states,
            ),
            Specimen(
                "facts",
                _("Facts"),
                _("What is known of one thing, with where it comes from."),
                ("facts",),
                samples.facts,
            ),
            Specimen(
                "person",
                _("People and dates"),
                _("A person with their role; dates as the reader's language writes them."),
                ("person", "date"),
                samples.people,
            ),
            Specimen(
                "decision",
                _("Decisions"),
                _("What somebody must decide, with all that is needed for it on one card."),
                ("decision",),
                samples.decision,
            ),
            Specimen(
                "rail",
                _("Stages"),
                _("How far something is; on a phone the stages stand below one another."),
                ("rail",),
                samples.rail,
            ),
            Specimen(
                "timeline",
                _("History"),
                _("What happened, the newest first."),
                ("timeline",),
                samples.timeline,
            ),
            Specimen(
                "difference",
                _("Before and after"),
                _("A change field by field, told by words and marks."),
                ("difference",),
                samples.difference,
            ),
            Specimen("fold", _("Fold"), _("What only some readers want."), ("fold",), samples.fold),
            Specimen(
                "progress",
                _("Progress and waiting"),
                _("A longer work says what it does now. No grey boxes that look like content."),
                ("progress", "waiting"),
                samples.progress,
            ),
        ),
    ),
    Part(
        "figures",
        _("Figures"),
        (
            Specimen(
                "bars", _("Bars"), _("Every bar stands in a table with its figure."), ("bars",), samples.bars
            ),
            Specimen(
                "line",
                _("Lines"),
                _("Lines differ by their dashes too; the table beside them holds the same figures."),
                ("line",),
                samples.line,
            ),
            Specimen(
                "map",
                _("Map"),
                _("Each shape is a link with its figure. A table beside the map holds the same figures."),
                ("map",),
                samples.map_of_nowhere,
                is_live=False,
            ),
        ),
    ),
)
