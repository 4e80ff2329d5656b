"""What the components show on /design/: invented facts, and sentences that the program has in three languages."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace as Facts
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.utils import translation
from django.utils.translation import gettext as _

from fulcrum.foundation.web import charts, menu
from fulcrum.foundation.web.design.sample_form import SampleFilters, SampleForm, SampleNames

Context = dict[str, Any]
HERE = "#"
MOMENT = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
DAY = date(2026, 11, 30)


@dataclass(frozen=True)
class InScript:
    """One text in one of the languages."""

    code: str
    text: str


def in_scripts(sentence: str) -> list[InScript]:
    """A sentence of the program in every language, whatever the reader's is."""
    told = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            told.append(InScript(code, translation.gettext(sentence)))
    return told


def frame(theme: str) -> Context:
    entries = (_("The plan"), _("Organisations"), _("Districts"), _("Need score"), _("Scenarios"))
    areas = [menu.Area(label, (menu.Line(label, HERE, not i),)) for i, label in enumerate(entries)]  # type: ignore[arg-type]
    person = Facts(name="Dilani (demo)", is_authenticated=True)
    shown = menu.Menu(tuple(areas), ())
    return {"menu": shown, "user": person, "work_count": 3, "unread_notices": 2, "most_unread_shown": 99}


def crumbs(theme: str) -> Context:
    return {"crumbs": [(_("Organisations"), HERE), (_("District"), HERE)], "here": _("Divisions")}


def tabs(theme: str) -> Context:
    told = ((_("What is carried"), None), (_("What is not carried"), 4), (_("Sources and licences"), 20))
    return {
        "label": _("Tabs"),
        "tabs": [
            Facts(label=label, href=HERE, is_current=not i, number=n) for i, (label, n) in enumerate(told)
        ],
    }


def banners(theme: str) -> Context:
    return {
        "banners": [
            (
                "demonstration",
                _("Anyone can sign in here with one click. Do not enter anything that is not public."),
            ),
            ("draft", _("These texts have not yet been checked by a person who speaks the language.")),
            ("confidential", _("Every reading of this page is recorded.")),
            ("relaxed", _("A password alone opens every account here.")),
        ]
    }


def messages(theme: str) -> Context:
    told = (
        ("success", _("The change is kept.")),
        ("info", _("The computation goes on; you can leave this page.")),
        ("warning", _("Kept, but one name has no Tamil form yet.")),
        ("error", _("Not kept: somebody else changed it a moment ago.")),
    )
    return {"messages": [Message(level, text) for level, text in told]}


@dataclass(frozen=True)
class Message:
    """As Django's own."""

    level_tag: str
    text: str

    def __str__(self) -> str:
        return self.text


def buttons(theme: str) -> Context:
    return {"texts": in_scripts("Find an organisation")}


def fields(theme: str) -> Context:
    return {"form": SampleForm(auto_id=f"{theme}-%s")}


def wrong_form(theme: str) -> Context:
    return {
        "form": SampleForm({"units": "-1", "kind": "palace"}, auto_id=f"{theme}-wrong-%s"),
        "is_sample": True,
    }


def scripts(theme: str) -> Context:
    form = SampleNames(auto_id=f"{theme}-%s")
    return {
        "legend": _("Name of the organisation"),
        "hint": _("As it stands on its own letterhead; one is enough to begin."),
        "parts": [(code, form[f"name_{code}"]) for code, _name in settings.LANGUAGES],
    }


def confirm(theme: str) -> Context:
    return {
        "heading": _("Close this organisation?"),
        "text": _("It stays readable, because earlier plans may name it."),
        "consequences": [
            _("Three appointments end on the same day."),
            _("Its name is free to be used again."),
        ],
        "label": _("Close it"),
        "kind": "danger",
        "back_href": HERE,
        "back_label": _("Leave everything as it is"),
        "action": HERE,
    }


def steps(theme: str) -> Context:
    told = (
        (_("Choose a file"), "done"),
        (_("Match the columns"), "current"),
        (_("Look at the changes"), "ahead"),
        (_("Keep them"), "ahead"),
    )
    return {
        "label": _("Steps"),
        "steps": [
            Facts(label=label, href=HERE if state == "done" else "", state=state) for label, state in told
        ],
    }


def rail(theme: str) -> Context:
    told = (
        (_("Upload"), "passed", "30.11."),
        (_("Check the words"), "here", ""),
        (_("Decide"), "next", ""),
        (_("Keep them"), "ahead", ""),
    )
    return {
        "label": _("Stages"),
        "stops": [
            Facts(label=label, href=HERE if state != "ahead" else "", state=state, note=note)
            for label, state, note in told
        ],
    }


def table(theme: str) -> Context:
    places = (("කොළඹ", "கொழும்பு", "Colombo", "2,374,461"), ("යාපනය", "யாழ்ப்பாணம்", "Jaffna", "594,751"))
    return {
        "caption": _("Districts in three scripts"),
        "columns": [("English", False), ("සිංහල", False), ("தமிழ்", False), (_("Population"), True)],
        "rows": [[en, si, ta, people] for si, ta, en, people in places],
    }


def filters(theme: str) -> Context:
    form = SampleFilters(auto_id=f"{theme}-filter-%s")
    return {
        "label": _("Name or place"),
        "id": f"{theme}-search",
        "fields": list(form),
        "is_open": True,
        "action": HERE,
        "chips": [
            Facts(label=_("Kind"), value=_("Hospital"), href=HERE),
            Facts(label=_("District"), value=_("not stated"), href=HERE),
        ],
        "clear_href": HERE,
    }


def pager(theme: str) -> Context:
    return {"page": Paginator(range(200), 50).page(2)}


def empty(theme: str) -> Context:
    return {
        "title": _("No proposal waits"),
        "text": _(
            "When somebody proposes a correction of this register, it stands here until a second person accepts it."
        ),
        "href": HERE,
        "action": _("Propose a correction"),
    }


def notices(theme: str) -> Context:
    return {
        "notices": [
            Facts(title=_("Your plan is ready"), text="", at=MOMENT, href=HERE, is_unread=True),
            Facts(
                title=_("Your role ends in a week"),
                text=_("Ask the head to renew it."),
                at=DAY,
                href=HERE,
                is_unread=False,
            ),
        ]
    }


def states(theme: str) -> Context:
    tones = (
        ("Certain", "good"),
        ("Interchangeable", ""),
        ("By lot", "warm"),
        ("Failed", "danger"),
        ("Stopped", "quiet"),
    )
    return {"rows": [[(text.code, text.text, tone) for text in in_scripts(label)] for label, tone in tones]}


def facts(theme: str) -> Context:
    return {
        "facts": [
            Facts(label=_("Population"), value="594,751", note=_("census of 2024"), href=""),
            Facts(label=_("Website"), value="example.invalid", note="", href=HERE),
        ]
    }


def people(theme: str) -> Context:
    codes = [code for code, _name in settings.LANGUAGES]
    role = _("Programme officer")
    return {"name": "Dilani (demo)", "role": role, "href": HERE, "at": MOMENT, "day": DAY, "codes": codes}


def decision(theme: str) -> Context:
    return {
        "id": f"{theme}-decision",
        "title": _("Accept a new name?"),
        "text": _("Proposed by the head of the organisation, with a letter as its source."),
        "facts": [
            Facts(label=_("In the register"), value="Alpha Office", note="", href=""),
            Facts(label=_("Proposed"), value="Alpha and Beta Office", note="", href=""),
        ],
        "due_text": _("due today"),
        "tone": "warm",
        "action": HERE,
        "choices": [
            Facts(label=_("Accept"), value="accept", kind=""),
            Facts(label=_("Send back with a reason"), value="back", kind="secondary"),
        ],
    }


def timeline(theme: str) -> Context:
    told = (
        (_("Renamed"), _("By the gazette of that day."), "good"),
        (_("Sent back"), _("The letter had no date."), "warm"),
        (_("Opened"), "", ""),
    )
    return {"events": [Facts(at=MOMENT, title=a, text=b, by="Nimali", href="", tone=c) for a, b, c in told]}


def difference(theme: str) -> Context:
    return {
        "caption": _("What was changed"),
        "changes": [
            Facts(label=_("Name"), before="Alpha Office", after="Alpha and Beta Office"),
            Facts(label=_("Tamil name"), before="", after="ஆல்ஃபா"),
            Facts(label=_("Website"), before="old.invalid", after=""),
        ],
    }


def fold(theme: str) -> Context:
    return {
        "summary": _("For the operator"),
        "text": _("What is folded away is still found by a search in the page."),
        "is_open": False,
    }


def progress(theme: str) -> Context:
    return {
        "label": _("Progress of the computation"),
        "text": _("Looks for the best plan and its proof."),
        "percent": 60,
        "href": HERE,
    }


def bars(theme: str) -> Context:
    figures = ((_("Hospital"), 50), (_("Department"), 40), (_("Ministry"), 25))
    return {
        "caption": _("By kind of organisation"),
        "columns": (_("Kind"), _("Chosen")),
        "rows": [
            Facts(label=label, href=HERE, value=number, width=2 * number, note="")
            for label, number in figures
        ],
    }


def line(theme: str) -> Context:
    years = [str(year) for year in range(2019, 2027)]
    asked = [120, 140, 90, 160, 210, 260, 240, 310]
    answered = [110, 120, None, 150, 190, 255, 238, 300]
    series = ((_("asked"), asked), (_("answered"), answered))
    return {"chart": charts.line_chart(_("Requests in each year, invented"), _("Year"), years, series)}


def map_of_nowhere(theme: str) -> Context:
    squares = (
        (_("North"), 20, 5, "12"),
        (_("East"), 110, 4, "9"),
        (_("South"), 200, 2, "4"),
        (_("West"), 290, 0, ""),
    )
    shapes = [
        Facts(href=HERE, step=step, is_current=False, name=name, figure=figure, path=f"M{x} 20h80v80h-80z")
        for name, x, step, figure in squares
    ]
    return {
        "map": Facts(
            id=f"{theme}-map",
            view_box="0 0 390 120",
            shapes=shapes,
            dots=[Facts(tone="certain", x=60, y=60)],
            legend=[Facts(step=2, text="1–4"), Facts(step=5, text="9–12")],
            drawing=Facts(source=_("four squares"), author=_("nobody"), licence="–"),
        ),
        "title": _("Units by district, invented"),
        "unit": _("units"),
        "caption": _("Units by district, invented"),
        "columns": [(_("District"), False), (_("Units"), True)],
        "rows": [[name, figure or "0"] for name, _x, _step, figure in squares],
    }
