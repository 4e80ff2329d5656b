"""The letter of an offer, in the language of administration of the area and in English."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fulcrum.allocation import offer_content
from fulcrum.foundation.letters.letter import Letter, LetterPart, Line
from fulcrum.foundation.web.translations import is_draft
from fulcrum.kit.day_in_words import day_in_words
from fulcrum.kit.naming import own_name
from fulcrum.registry.models import Organisation


@dataclass(frozen=True)
class Facts:
    """What the letter of one offer tells.

    head     the name of the head, empty where nobody holds the office
    officer  who publishes the plan and signs
    units    in the whole plan; points: the need of this organisation, micro-points
    """

    number: int
    publication: int
    organisation: Organisation
    head: str
    officer: str
    day: date
    answer_by: date
    window_days: int
    units: int
    points: int


def write(facts: Facts) -> Letter:
    """The letter with all its words. The organisation comes with its district and province."""
    body = facts.organisation
    languages = offer_content.languages().of(body.pack, body.province_id)
    return Letter(
        reference=f"DTU/{facts.publication}/{facts.number}",
        day=facts.day,
        parts=tuple(_part(facts, language) for language in languages),
        is_simulated=body.is_simulated,
    )


def _part(facts: Facts, language: str) -> LetterPart:
    name = own_name(facts.organisation, language)
    with translation.override(language):
        return LetterPart(
            language=language,
            from_=(_("Programme Office for Digital Transformation Units"),),
            to_=_addressee(facts, name, language),
            subject=_("Offer of a Digital Transformation Unit to %(organisation)s") % {"organisation": name},
            salutation=_("Dear Head of Organisation,"),
            paragraphs=_paragraphs(facts, name),
            lines=_lines(facts, language),
            further_paragraphs=_what_to_do(facts, language),
            closing=_("Yours faithfully,"),
            signature_lines=(facts.officer, _("Programme officer")),
            is_draft_translation=is_draft(language),
        )


def _addressee(facts: Facts, name: str, language: str) -> tuple[str, ...]:
    district = facts.organisation.district
    lines = [facts.head, _("Head of Organisation"), name, own_name(district, language) if district else ""]
    return tuple(line for line in lines if line)


def _paragraphs(facts: Facts, name: str) -> tuple[str, ...]:
    told = {"organisation": name, "units": facts.units, "number": facts.publication}
    return (
        _(
            "The programme offers %(organisation)s a Digital Transformation Unit: a small team of your own staff that leads the change to digital work, builds the skills of its members and is the first help when technology fails."
        )
        % told,
        ngettext(
            "Your organisation is in the published plan %(number)d, which places %(units)d unit where need is greatest within published limits. The page of the offer shows every line of your score and its source.",
            "Your organisation is in the published plan %(number)d, which places %(units)d units where need is greatest within published limits. The page of the offer shows every line of your score and its source.",
            facts.units,
        )
        % told,
    )


def _lines(facts: Facts, language: str) -> tuple[Line, ...]:
    days = ngettext("%(days)d working day", "%(days)d working days", facts.window_days)
    return (
        Line(_("Offer"), str(facts.number)),
        Line(_("Published plan"), str(facts.publication)),
        Line(_("Need score"), _("%(points)s of 100 points") % {"points": f"{facts.points / 10_000:.1f}"}),
        Line(_("Please answer by"), day_in_words(facts.answer_by, language)),
        Line(_("Time to answer"), days % {"days": facts.window_days}),
    )


def _what_to_do(facts: Facts, language: str) -> tuple[str, ...]:
    return (
        _(
            "A unit asks of you: members from your staff, one of whom leads it; a place to work; and your own support when work changes. The programme brings training, a plan step by step and help on the way."
        ),
        _(
            "You may accept, decline with a reason, put the offer off to a later year, or propose to share a unit with another organisation. Questions are answered before your time is over. Answer on the page of the offer, or sign this letter and hand it to the programme officer."
        ),
        _(
            "Without an answer by %(day)s the offer lapses. You may appeal within %(days)d days; somebody who had no part in the plan decides."
        )
        % {
            "day": day_in_words(facts.answer_by, language),
            "days": offer_content.rules().appeal_days,
        },
    )
