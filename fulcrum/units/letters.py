"""The letter of appointment of a member, out of the model's own text, in the language of the area and English."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from fulcrum.foundation.letters.letter import Letter, LetterPart, Line
from fulcrum.kit.day_in_words import day_in_words
from fulcrum.kit.naming import own_name
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import area_language, labels
from fulcrum.registry.domain.roles import Manner, Role
from fulcrum.registry.models import Appointment, Person
from fulcrum.units.domain.blueprint import Blueprint, DocumentTemplate, Names, Translations
from fulcrum.units.models import Holding, Unit
from fulcrum.units.services import own_model

TEMPLATE = "appointment-letter"


def appointment(held: Sequence[Holding]) -> Letter:
    """The letter for what one person took on in one unit on one day; all of `held` belong to it.

    Raises Refusal `no_letter_in_the_model` where the model of the unit has no such text.
    """
    first = held[0]
    unit, person = first.post.unit, first.person
    model = own_model.of(unit)
    template = next((each for each in model.documents if each.code == TEMPLATE), None)
    if template is None:
        raise Refusal("no_letter_in_the_model", number=unit.number)
    head = _head_of(unit, first.begins_on)
    return Letter(
        reference=f"U{unit.number}/M{first.pk}",
        day=first.begins_on,
        is_simulated=unit.is_simulated,
        parts=tuple(
            _part(language, model, template, held, unit, person, head)
            for language in area_language.languages_of(unit.organisation)
        ),
    )


def reference_of(letter: Letter) -> str:
    """A name for the file."""
    return f"appointment-{letter.reference.replace('/', '-')}".lower()


def _part(
    language: str,
    model: Blueprint,
    template: DocumentTemplate,
    held: Sequence[Holding],
    unit: Unit,
    person: Person,
    head: Appointment | None,
) -> LetterPart:
    body = unit.organisation
    told = model.translations is not Translations.REVIEWED and language != "en"
    with translation.override(language):
        text = text_of(template.body, language)
        facts = _facts(language, model, held, unit, head)
        return LetterPart(
            language=language,
            from_=(own_name(body, language),),
            to_=(_person(person, language), own_name(body, language)),
            subject=text_of(template.names, language),
            salutation=_("Dear colleague,"),
            paragraphs=tuple(part.format_map(facts) for part in text.split("\n\n") if part.strip()),
            lines=tuple(_lines(language, model, held)),
            closing=_("Yours faithfully,"),
            signature_lines=_signature(language, head, own_name(body, language)),
            is_draft_translation=told,
        )


def text_of(names: Names, language: str) -> str:
    """The text in this language, the English one where there is none."""
    return str(getattr(names, f"name_{language}") or names.name_en).strip()


def _person(person: Person, language: str) -> str:
    """The name with initials in this script if there is one, as letters have it."""
    for field in (f"initials_{language}", f"name_{language}", "initials_en", "name_en"):
        if getattr(person, field):
            return str(getattr(person, field))
    return str(person.name_en)


def _facts(
    language: str, model: Blueprint, held: Sequence[Holding], unit: Unit, head: Appointment | None
) -> Mapping[str, str]:
    """Everything that the text of a model may ask for."""
    codes = {each.post.code for each in held}
    found = [post for post in model.posts if post.code in codes]
    duties = [each for each in model.duties if codes & set(each.posts)]
    first = held[0]
    return {
        "day": day_in_words(first.begins_on, language),
        "begins_on": day_in_words(first.begins_on, language),
        "until": _day(first.until, language),
        "reference": f"U{unit.number}/M{first.pk}",
        "organisation": own_name(unit.organisation, language),
        "head": _person(head.person, language) if head else "",
        "unit": str(unit.number),
        "blueprint": text_of(model.names, language),
        "person": _person(first.person, language),
        "post": "; ".join(text_of(post.names, language) for post in found),
        "purpose": " ".join(text_of(post.purpose, language) for post in found),
        "duties": " ".join(text_of(duty.names, language) for duty in duties),
        "manner": str(labels.MANNER[Manner(first.manner)]),
        "team": "; ".join(text_of(post.names, language) for post in model.posts),
    }


def _lines(language: str, model: Blueprint, held: Sequence[Holding]) -> list[Line]:
    first = held[0]
    names = [text_of(model.post(each.post.code).names, language) for each in held]
    duties = [each for each in model.duties if {row.post.code for row in held} & set(each.posts)]
    lines = [
        Line(_("Post"), "\n".join(names)),
        Line(_("Held as"), str(labels.MANNER[Manner(first.manner)])),
        Line(_("First day"), day_in_words(first.begins_on, language)),
        Line(_("Last day"), _day(first.until, language)),
    ]
    if duties:
        lines.append(Line(_("Duties"), "\n".join(text_of(duty.names, language) for duty in duties)))
    return lines


def _day(value: date | None, language: str) -> str:
    return day_in_words(value, language) if value else _("no last day set")


def _signature(language: str, head: Appointment | None, organisation: str) -> tuple[str, ...]:
    name = (_person(head.person, language),) if head else ()
    return (*name, str(labels.ROLE[Role.HEAD]), organisation)


def _head_of(unit: Unit, on: date) -> Appointment | None:
    """Who was head of the organisation on the first day."""
    held = Appointment.objects.in_force(on).filter(organisation=unit.organisation, role=Role.HEAD)
    return held.select_related("person").order_by("manner", "pk").last()
