"""What is planted: one row of everything that not everybody may learn of, each with a word that stands nowhere else."""

import io
from datetime import timedelta
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from fulcrum.allocation.models import Attendance, Briefing, LineStatement, Plan, Scenario, UnitRequest
from fulcrum.foundation.api.models import Token
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.attachments.services import attachments
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.notices.models import Mail, Notice
from fulcrum.kit.classification import Classification
from fulcrum.registry.models import (
    Agreement,
    Appointment,
    CiiEntry,
    Delegation,
    ImportRun,
    Partner,
    Person,
    Proposal,
)
from tests.cast import LONG_AGO, NOW
from tests.leaks import planted_units
from tests.leaks.cast import HEAD_KEY, KEY
from tests.leaks.words import word

ALL_OF_THE_HOUSE = ("officer", "auditor", "analyst", "head", "chief digital officer")
SEEN_BY = {
    "limited appointment": ALL_OF_THE_HOUSE,
    "basis of an appointment": ALL_OF_THE_HOUSE,
    "end of an appointment": ALL_OF_THE_HOUSE,
    "mail address of a person": ALL_OF_THE_HOUSE,
    "telephone of a person": ALL_OF_THE_HOUSE,
    "lent rights": ALL_OF_THE_HOUSE,
    "limited document": ALL_OF_THE_HOUSE,
    "confidential document": ("auditor", "analyst", "head"),
    "entry of critical infrastructure": ("auditor", "analyst", "head"),
    "entry of the audit log": ("officer", "auditor"),
    "confidential entry of the audit log": ("auditor",),
    "agreement": ("officer", "auditor"),
    "import": ("officer",),
    "proposal": ("officer", "auditor", "head", "chief digital officer"),
    "scenario": ("officer", "auditor"),
    "briefing": ("officer", "auditor", "head", "chief digital officer"),
    "who came to a briefing": ("officer", "auditor", "head", "chief digital officer"),
    "request for a unit": ("officer", "auditor", "head", "chief digital officer"),
    "stated value": ("officer", "auditor", "head", "chief digital officer"),
    "job": ("officer", "auditor", "head"),
    "mail in the outbox": ("officer", "auditor"),
    "notice": ("head",),
    "token": ("head",),
    "browser": ("head",),
    **planted_units.SEEN_BY,
}
"""Who may learn of what; whoever is not named may not."""


DOCUMENTS = (UUID(int=KEY), UUID(int=HEAD_KEY))
"""The keys of the limited and of the confidential document."""
BROWSER = "203.0.113.77"
"""Where the head is signed in besides: a network address for documentation stands for the word."""


def plant(people, house, need_model):
    """Plant everything at this organisation and return the rows; what belongs to one person belongs to its head."""
    return [
        *_people(house),
        *_papers(house, people),
        *_own_things(people["head"]),
        *_of_the_programme(people, house, need_model),
        *_before_a_plan(people, house, need_model),
        *planted_units.plant(people, house),
    ]


def _people(house):
    today = timezone.localdate()
    Person.objects.filter(pk=HEAD_KEY).update(
        email=f"{word('mail address of a person')}@tests.invalid", phone=word("telephone of a person")[:30]
    )
    name = word("limited appointment").capitalize()
    member = Person.objects.create(
        pk=KEY, name_en=name, search_text=f" {name.lower()} ", sort_en="zz", pack="lk", added_at=NOW
    )
    at_house = {"person": member, "reach": "organisation", "organisation": house, "manner": "substantive"}
    held = Appointment.objects.create(
        pk=KEY,
        role="unit_member",
        begins_on=LONG_AGO,
        made_at=NOW,
        basis=word("basis of an appointment"),
        **at_house,
    )
    ended = Appointment.objects.create(
        role="unit_lead",
        begins_on=LONG_AGO,
        until=today - timedelta(days=9),
        made_at=NOW,
        end_reason=word("end of an appointment"),
        **at_house,
    )
    lent = Delegation.objects.create(
        pk=KEY,
        appointment_id=HEAD_KEY,
        to=member,
        begins_on=today,
        until=today + timedelta(days=9),
        reason=word("lent rights"),
        made_at=NOW,
    )
    return [Person.objects.get(pk=HEAD_KEY), member, held, ended, lent]


def _papers(house, people):
    for key, thing, classification in (
        (DOCUMENTS[0], "limited document", Classification.LIMITED),
        (DOCUMENTS[1], "confidential document", Classification.CONFIDENTIAL),
    ):
        file = attachments.attach(
            io.BytesIO(word(thing).encode()),
            name=f"{word(thing)}.txt",
            kind="registry.organisation",
            about_id=str(house.pk),
            classification=classification,
            by=people["head"],
            at=NOW,
        )
        Attachment.objects.filter(pk=file.pk).update(id=key)
        yield Attachment.objects.get(pk=key)
    entry = CiiEntry.objects.create(
        pk=KEY,
        organisation=house,
        basis="cert",
        reference="list",
        essential_service=word("entry of critical infrastructure"),
        begins_on=LONG_AGO,
        proposed_at=NOW,
    )
    yield entry
    told = {"by": people["analyst"], "at": NOW, "organisation": house}
    audit.record("registry.cii_closed", entry, reason=word("confidential entry of the audit log"), **told)
    audit.record("registry.organisation_corrected", house, reason=word("entry of the audit log"), **told)


def _own_things(head):
    now = timezone.now()
    yield Notice.objects.create(
        pk=KEY,
        to=head,
        kind="notices.test",
        facts={"address": f"{word('notice')}@tests.invalid", "sent_at": "today"},
        at=NOW,
    )
    yield Token.objects.create(
        pk=KEY,
        user=head,
        name=word("token"),
        scope="read",
        beginning="ful_planted",
        digest="0" * 64,
        made_at=now,
        expires_at=now + timedelta(days=9),
    )
    Session.objects.create(session_key=word("session"), session_data="", expire_date=now + timedelta(hours=9))
    yield UserSession.objects.create(
        pk=KEY,
        user=head,
        ip=BROWSER,
        session_key=word("session"),
        user_agent="Firefox",
        last_seen_at=now,
    )
    yield JobRun.objects.create(
        pk=KEY,
        job_id=KEY,
        task="allocation.run_plan",
        arguments={"plan_id": KEY},
        by=head,
        state="failed",
        queued_at=NOW,
        ended_at=NOW,
        result_path=f"/?{word('job')}",
    )


def _of_the_programme(people, house, need_model):
    today = timezone.localdate()
    yield Agreement.objects.create(
        pk=KEY,
        partner=Partner.objects.create(pk=KEY, kind="firm", name_en="Plain Advisers", pack="lk"),
        reference="A-1",
        purpose=word("agreement"),
        reach="organisation",
        organisation=house,
        begins_on=LONG_AGO,
        until=today + timedelta(days=90),
        made_at=NOW,
    )
    yield ImportRun.objects.create(
        pk=KEY,
        kind="organisations",
        pack="lk",
        state="checked",
        file_name=f"{word('import')}.csv",
        format="csv",
        sha256="0" * 64,
        size=9,
        rows=1,
        headings=["id"],
        headings_key="0" * 64,
        samples=[["x"]],
        words=[[]],
        at=NOW,
        by=people["officer"],
    )
    yield Proposal.objects.create(
        pk=KEY,
        organisation=house,
        changes={"website": {"was": "", "value": "https://a.example"}},
        reason=word("proposal"),
        source_text="letter",
        proposed_by=people["head"],
        proposed_at=NOW,
        state="open",
    )
    scenario = Scenario.objects.create(
        pk=KEY, name=word("scenario"), units=4, tie_seed=7, need_model=need_model, at=NOW, quotas=[]
    )
    yield scenario
    yield Plan.objects.create(pk=KEY, scenario=scenario, asked_at=NOW)
    yield Mail.objects.create(
        pk=KEY,
        kind="notices.test",
        address=f"{word('mail in the outbox')}@tests.invalid",
        language="en",
        at=NOW,
        state="waiting",
        next_attempt_at=NOW,
        message_id="planted@tests.invalid",
    )


def _before_a_plan(people, house, need_model):
    """A briefing without the head and a line that waits for its answer: nothing of them is for everybody."""
    officer, head = people["officer"], people["head"]
    session = Briefing.objects.create(
        pk=KEY,
        held_on=LONG_AGO,
        manner="online",
        place=word("briefing"),
        led_by="Nimali",
        recorded_by=officer,
        recorded_at=NOW,
        operation=UUID(int=KEY),
    )
    yield session
    yield Attendance.objects.create(
        pk=KEY,
        briefing=session,
        organisation=house,
        who_came=word("who came to a briefing"),
        recorded_by=officer,
        recorded_at=NOW,
    )
    yield UnitRequest.objects.create(
        pk=KEY,
        organisation=house,
        asked_by=head,
        asked_at=NOW,
        need=word("request for a unit"),
        priority=1,
        priority_reason="papers",
        lead_name="Kamala",
        room="none",
        ict_staff=2,
        state="sent",
        operation=UUID(int=KEY),
    )
    yield LineStatement.objects.create(
        pk=KEY,
        organisation=house,
        criterion="ict_staff",
        need_model=need_model,
        side="head",
        value="2",
        unit="posts",
        reason=word("stated value"),
        outcome="open",
        by=head,
        at=NOW,
        on=NOW.date(),
        operation=UUID(int=KEY),
    )


def words_in(text):
    """The things of which this text says the word."""
    lower = text.lower()
    return {thing for thing in SEEN_BY if (BROWSER if thing == "browser" else word(thing)[:30]) in lower}


def present(rows):
    """The planted rows as the database has them now."""
    found = []
    for row in rows:
        found += type(row)._default_manager.filter(pk=row.pk).values()
    return found
