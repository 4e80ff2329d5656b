"""Need scores in words: names of criteria, one sentence for each line, reasons of rules, groups of look-alikes."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fulcrum.allocation import need_texts
from fulcrum.allocation.domain.criteria import State
from fulcrum.allocation.domain.need import Line
from fulcrum.allocation.need_units import unit_label
from fulcrum.kit.day_in_words import day_in_words

Places = Mapping[str, str]  # region code -> name in the reader's language

CRITERION: Mapping[str, Promise] = {
    "population_served": _("People served"),
    "poverty": _("Poverty where it serves"),
    "education": _("Schooling where it serves"),
    "computers": _("Computers at home where it serves"),
    "directness": _("Meets people directly"),
    "nearness": _("Distance from technical help"),
    "sector": _("Field of work"),
    "supervised": _("Organisations it supervises"),
    "essential_service": _("Essential service"),
    "digital_maturity": _("Digital maturity"),
    "service_volume": _("Services given in a year"),
    "ict_staff": _("Technical staff"),
    "ticket_burden": _("Trouble with technology"),
    "national_programme": _("National digital programmes"),
    "readiness": _("Readiness"),
    "own_priority": _("The head's own priority"),
}

STATE: Mapping[str, Promise] = {
    "measured": _("Known"),
    "range": _("Known as a range"),
    "not_yet_measured": _("Not yet measured"),
    "not_applicable": _("Does not apply"),
}

BASIS: Mapping[str, Promise] = {
    "source": _("As published"),
    "inferred": _("Inferred from published facts"),
    "composed": _("Composed from published facts"),
    "range": _("Only a range follows from published facts"),
    "agreed": _("Agreed with the head of the organisation"),
}

_MEASURES: Mapping[str, Promise] = {
    "poverty": _("%(value)s per cent of people are poor in %(regions)s."),
    "education": _("%(value)s per cent of people have GCE A/L or more in %(regions)s."),
    "computers": _("%(value)s per cent of households own a computer in %(regions)s."),
}

_ROWS: Mapping[str, Mapping[str, Promise]] = {
    "directness": need_texts.DIRECTNESS,
    "nearness": need_texts.NEARNESS,
    "sector": need_texts.SECTOR,
    "essential_service": need_texts.ESSENTIAL_SERVICE,
}


_UNKNOWN: Mapping[str, Promise] = {
    "not_yet_measured": _("Nothing is published about this yet. It has no weight until it is measured."),
    "not_agreed": _(
        "The organisation and the programme have not agreed on it yet, so anything is possible; the middle counts."
    ),
    "no_figure": _("Nothing is published, so anything is possible; the middle counts."),
}


def criterion_name(criterion: str) -> str:
    return str(CRITERION.get(criterion, criterion))


def criterion_help(criterion: str) -> str:
    """Why the criterion counts, in two or three sentences."""
    return str(need_texts.CRITERION.get(criterion, ""))


def state_label(state: str) -> str:
    return str(STATE.get(state, state))


def basis_label(basis: str) -> str:
    return str(BASIS.get(basis, basis))


def rule_reason(rule: str) -> str:
    """Why a rule of eligibility or of the mandatory list is there; empty for a rule of an unknown model."""
    return str(need_texts.ELIGIBILITY.get(rule) or need_texts.MANDATORY.get(rule) or "")


def quota_reason(code: str) -> str:
    return str(need_texts.QUOTA.get(code) or need_texts.SIMULATED_QUOTA.get(code) or "")


def describe_line(line: Line, places: Places | None = None) -> str:
    """What is known on one line of a score, and how; region names in English where `places` lacks one."""
    if line.note in ("figure_of_region", "figure_of_country", "figures_of_divisions", "stands_in"):
        return _area_sentence(line, places or {})
    if line.note == "agreed":
        return _agreed_sentence(line)
    if line.note == "table_row":
        return row_text(line.criterion, str(line.facts["row"]))
    if line.note == "bodies_below":
        return _below_sentence(int(line.facts["count"]))
    if line.note in _UNKNOWN:
        return str(_UNKNOWN[line.note])
    return _people_sentence(line, places or {})


def row_text(criterion: str, row: str) -> str:
    """The sentence of a table row; its name where a later model has a row that nobody worded yet."""
    texts = _ROWS.get(criterion, {})
    return str(texts[row]) if row in texts else row


def describe_range(line: Line) -> str:
    """The least and most a figure may be; empty where it is known or is no figure."""
    if line.state is not State.RANGE or line.value_low is None or line.value_high is None:
        return ""
    return gettext("between %(low)s and %(high)s") % {
        "low": _number(line.value_low),
        "high": _number(line.value_high),
    }


def _agreed_sentence(line: Line) -> str:
    told = gettext("Agreed between the head of the organisation and the programme on %(day)s: %(value)s.")
    if isinstance(line.value, Decimal):
        value = f"{_number(line.value)} {unit_label(line.unit)}"
    else:
        value = row_text(line.criterion, str(line.value)).rstrip(".")
    return told % {
        "day": day_in_words(date.fromisoformat(str(line.facts["day"])), get_language()),
        "value": value,
    }


def _area_sentence(line: Line, places: Places) -> str:
    facts = {"value": _number(line.value), "regions": _names(line, places)}
    sentence = str(_MEASURES[line.criterion]) % facts if line.criterion in _MEASURES else ""
    if line.note == "stands_in":
        added = gettext(
            "Nothing is published for the area it serves; the figure of the larger region counts."
        )
    elif line.note == "figures_of_divisions":
        added = gettext("The mean of the divisions it serves counts.")
    elif line.note == "figure_of_country":
        added = gettext("It works for the whole country.")
    else:
        return sentence
    return f"{sentence} {added}"


def _people_sentence(line: Line, places: Places) -> str:
    regions = _names(line, places)
    if line.note == "serves_whole_region":
        return gettext("It serves all of %(regions)s: %(value)s people.") % _people(line, regions)
    if line.note == "only_one_in_district":
        return gettext("It is the only one of its kind in %(regions)s: %(value)s people.") % _people(
            line, regions
        )
    if line.note == "serves_named_divisions":
        return gettext(
            "Its area matches these divisions by name: %(regions)s, with %(value)s people."
        ) % _people(line, regions)
    if line.note == "shares_district":
        return gettext(
            "It shares %(regions)s with its peers, %(peers)d in all; their mean is %(value)s people."
        ) % {**_people(line, regions), "peers": int(line.facts["peers"])}
    rule = str(line.facts.get("rule", ""))
    return str(need_texts.REACH.get(rule, rule))


def _below_sentence(count: int) -> str:
    if not count:
        return gettext("No other organisation of this register stands below it.")
    return ngettext(
        "%(count)d organisation of this register stands below it.",
        "%(count)d organisations of this register stand below it.",
        count,
    ) % {"count": count}


def _people(line: Line, regions: str) -> dict[str, str]:
    return {"regions": regions, "value": _number(line.value)}


def _names(line: Line, places: Places) -> str:
    """Names of the regions a line speaks of, in the reader's language when every one is at hand."""
    codes = str(line.facts.get("codes", "")).split()
    if codes and all(code in places for code in codes):
        return ", ".join(places[code] for code in codes)
    return str(line.facts.get("regions", ""))


def _number(value: Decimal | str | None) -> str:
    """Thousands grouped by three in every language."""
    return f"{value:,f}" if isinstance(value, Decimal) else str(value or "")
