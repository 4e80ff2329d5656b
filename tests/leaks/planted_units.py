"""What is planted of units and offers: a unit at the house half way through its stages, and an offer that waits."""

import io
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from fulcrum.allocation.domain.consent import Answer, OfferEventKind, OfferState, PaperState
from fulcrum.allocation.letter_words import fingerprint, kept
from fulcrum.allocation.models import Offer, OfferEvent, PaperAnswer, Plan, Publication
from fulcrum.allocation.services import letters, papers
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.attachments.services import attachments
from fulcrum.kit.classification import Classification
from fulcrum.registry.models import Person
from fulcrum.units.domain.codes import (
    EventKind,
    NominationState,
    Origin,
    ReportState,
    Size,
    Standing,
    StepState,
    TailoringKind,
    TailoringState,
    Verdict,
)
from fulcrum.units.domain.importing import ImportState
from fulcrum.units.domain.report import Facts, Month, figures
from fulcrum.units.models import (
    BlueprintVersion,
    Evidence,
    HandOver,
    HandOverItem,
    Holding,
    MonthlyReport,
    Nomination,
    Post,
    StagePassage,
    StandIn,
    Step,
    Tailoring,
    Unit,
    UnitEvent,
    UnitImport,
)
from fulcrum.units.services import gates
from tests.cast import LONG_AGO, NOW
from tests.leaks.cast import HEAD_KEY, KEY
from tests.leaks.words import word

KNOW_THE_UNIT = ("officer", "auditor", "head", "chief digital officer")
"""Those whom the tables of permissions name for units.see, units.see_nominations and allocation.see_offers."""
SEEN_BY = {
    "basis of a unit": KNOW_THE_UNIT,
    "standing of a unit": KNOW_THE_UNIT,
    "event of a unit": KNOW_THE_UNIT,
    "note on a step": KNOW_THE_UNIT,
    "evidence for a gate": KNOW_THE_UNIT,
    "document for a gate": KNOW_THE_UNIT,
    "passage of a gate": KNOW_THE_UNIT,
    "declared interest": KNOW_THE_UNIT,
    "end of a holding": KNOW_THE_UNIT,
    "stand in": (*KNOW_THE_UNIT, "analyst"),
    "line of a hand over": KNOW_THE_UNIT,
    "monthly report": KNOW_THE_UNIT,
    "tailoring": KNOW_THE_UNIT,
    "import of units": ("officer",),
    "event of an offer": KNOW_THE_UNIT,
    "answer on paper": KNOW_THE_UNIT,
    "signed paper": KNOW_THE_UNIT,
}
"""Who may learn of what; whoever is not named may not. An analyst of the whole country sees the names of all people."""

PLANTED_STAGE, OF_STAGE, PLANTED_STEP = "nominated", "nominations-made", "nominate-members"
"""The stage whose gate the unit asks for, a criterion of it, and the step that was done for it."""
PLANTED_MONTH = date(2026, 10, 1)
DOCUMENTS = (UUID(int=KEY + HEAD_KEY), UUID(int=KEY + HEAD_KEY + 1))
"""The keys of what is shown for the gate and of the signed paper."""


def plant(people, house):
    """Plant a unit and an offer at this organisation and return the rows. The member with the planted key stands already."""
    unit = _unit(house)
    return [
        unit,
        *_life(unit, people),
        *_members(unit, people["head"]),
        _import(people["officer"]),
        *_offer(people, house),
    ]


def _unit(house):
    today = timezone.localdate()
    return Unit.objects.create(
        pk=KEY,
        number=KEY,
        organisation=house,
        blueprint=BlueprintVersion.objects.get(code="dtu", version=1),
        size=Size.SMALL,
        origin=Origin.OFFER,
        basis=word("basis of a unit"),
        stage="agreed",
        standing=Standing.AT_RISK,
        standing_since=today,
        standing_reason=word("standing of a unit"),
        began_on=today - timedelta(days=90),
        made_at=NOW,
    )


def _life(unit, people):
    """Its plan, its gate, its reports and in what it wants to differ from its model."""
    today, head = timezone.localdate(), people["head"]
    yield UnitEvent.objects.create(
        pk=KEY,
        unit=unit,
        kind=EventKind.STANDING_CHANGED,
        on=today,
        at=NOW,
        by=head,
        reason=word("event of a unit"),
    )
    yield Step.objects.create(
        pk=KEY,
        unit=unit,
        code=PLANTED_STEP,
        stage=PLANTED_STAGE,
        owner="head",
        starts_on=unit.began_on,
        due_on=today,
        first_due_on=today,
        state=StepState.DONE,
        done_on=today,
        note=word("note on a step"),
    )
    shown = {"unit": unit, "stage": PLANTED_STAGE, "by": head, "at": NOW}
    document = _document("document for a gate", DOCUMENTS[0], gates.DOCUMENTS, head)
    yield document
    yield Evidence.objects.create(
        pk=KEY, criterion=OF_STAGE, statement=word("evidence for a gate"), document=document, **shown
    )
    yield StagePassage.objects.create(
        pk=KEY,
        unit=unit,
        stage=PLANTED_STAGE,
        verdict=Verdict.WAITING,
        asked_by=head,
        asked_at=NOW,
        note=word("passage of a gate"),
    )
    yield MonthlyReport.objects.create(
        pk=KEY,
        unit=unit,
        month=PLANTED_MONTH,
        figures=figures(Facts(LONG_AGO), Month(PLANTED_MONTH)).written(),
        **dict.fromkeys(("done", "next_steps", "needs"), word("monthly report")),
        state=ReportState.DRAFT,
        drafted_at=NOW,
    )
    yield Tailoring.objects.create(
        pk=KEY,
        unit=unit,
        kind=TailoringKind.POST_LEFT_OUT,
        target="SE",
        reason=word("tailoring"),
        state=TailoringState.ASKED,
        asked_by=head,
        asked_at=NOW,
    )


def _members(unit, head):
    """A member who begins tomorrow and was one before, somebody who stands in, and somebody who is named.

    Who is in a post today stands in the directory for the whole network, and is not planted.
    """
    today = timezone.localdate()
    member = Person.objects.get(pk=KEY)
    opened = {"unit": unit, "is_minimum": True, "opened_on": unit.began_on}
    lead = Post.objects.create(code="LD", leads=True, vacant_since=today, unowned_since=today, **opened)
    support = Post.objects.create(code="SD", **opened)
    held = {"post": support, "person": member, "manner": "substantive"}
    Holding.objects.create(
        begins_on=unit.began_on,
        until=today - timedelta(days=9),
        end_reason=word("end of a holding"),
        **held,
    )
    holding = Holding.objects.create(
        pk=KEY,
        appointment_id=KEY,
        begins_on=today + timedelta(days=1),
        until=today + timedelta(days=9),
        **held,
    )
    hand_over = HandOver.objects.create(pk=KEY, holding=holding, opened_at=NOW)
    line = HandOverItem.objects.create(
        pk=KEY, hand_over=hand_over, code="passwords", note=word("line of a hand over")
    )
    name = word("stand in").capitalize()
    other = Person.objects.create(
        name_en=name, search_text=f" {name.lower()} ", sort_en="zz", pack="lk", added_at=NOW
    )
    stand_in = StandIn.objects.create(pk=KEY, post=lead, person=other, begins_on=today)
    nomination = Nomination.objects.create(
        pk=KEY,
        unit=unit,
        person=member,
        posts=["BP"],
        manner="substantive",
        begins_on=today,
        declared=word("declared interest"),
        state=NominationState.NOMINATED,
        nominated_by=head,
        nominated_at=NOW,
    )
    return [holding, hand_over, line, other, stand_in, nomination]


def _import(officer):
    return UnitImport.objects.create(
        pk=KEY,
        pack="lk",
        state=ImportState.CHECKED,
        file_name=f"{word('import of units')}.xlsx",
        sha256="0" * 64,
        size=9,
        counts={part: {"new": 1, "unchanged": 0} for part in ("units", "history", "members")},
        at=NOW,
        by=officer,
        checked_at=NOW,
    )


def _offer(people, house):
    """The plan that everybody sees, published, and the offer that it makes to the house."""
    officer, head, today = people["officer"], people["head"], timezone.localdate()
    plan = Plan.objects.get(is_worked_example=True)
    publication = Publication.objects.create(
        pk=KEY,
        number=KEY,
        plan=plan,
        pack="lk",
        published_by=officer,
        published_at=NOW,
        units=plan.scenario.units,
        input_hash=plan.input_hash,
        objective=plan.objective,
        bound=plan.bound,
        gap=0.0,
        versions=plan.versions,
    )
    yield publication
    words = _letter(publication, house, officer)
    offer = Offer.objects.create(
        pk=KEY,
        number=KEY,
        publication=publication,
        organisation=house,
        sent_by=officer,
        sent_at=NOW,
        sent_on=today - timedelta(days=3),
        window_days=20,
        letter=words,
        letter_sha256=fingerprint(words),
        state=OfferState.OPEN,
        answer_by=today + timedelta(days=20),
        question_waits=True,
        asked_by=head,
    )
    yield offer
    yield OfferEvent.objects.create(
        pk=KEY,
        offer=offer,
        kind=OfferEventKind.QUESTION,
        at=NOW,
        on=today,
        by=head,
        text=word("event of an offer"),
    )
    document = _document("signed paper", DOCUMENTS[1], papers.KIND, head)
    yield document
    yield PaperAnswer.objects.create(
        pk=KEY,
        offer=offer,
        answer=Answer.DECLINE,
        signed_by="Sunethra",
        signed_on=today,
        reason=word("answer on paper"),
        document=document,
        state=PaperState.WAITING,
        uploaded_by=head,
        uploaded_at=NOW,
    )


def _letter(publication, house, officer):
    told = letters.Facts(
        number=KEY,
        publication=publication.number,
        organisation=house,
        head="Sunethra",
        officer=officer.name,
        day=NOW.date(),
        answer_by=NOW.date() + timedelta(days=20),
        window_days=20,
        units=publication.units,
        points=1_000_000,
    )
    return kept(letters.write(told))


def _document(thing, key, kind, by):
    """A limited document of the unit or of the offer, both of which have the planted key."""
    file = attachments.attach(
        io.BytesIO(word(thing).encode()),
        name=f"{word(thing)}.txt",
        kind=kind,
        about_id=str(KEY),
        classification=Classification.LIMITED,
        by=by,
        at=NOW,
    )
    Attachment.objects.filter(pk=file.pk).update(id=key)
    return Attachment.objects.get(pk=key)
