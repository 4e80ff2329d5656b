"""Deny by default: every address answers each of the cast as tests/permissions_table.py says."""

import io
from dataclasses import replace

import pytest
from django.urls import URLPattern, get_resolver, reverse
from procrastinate.contrib.django import app

from fulcrum.allocation.domain.states import State
from fulcrum.allocation.models import Plan
from fulcrum.config import demonstration
from fulcrum.foundation.attachments.services import attachments
from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.users.models import User
from fulcrum.kit.classification import Classification
from tests.permissions_table import (
    APPOINTMENT,
    ATTACHMENT,
    DEMONSTRATION,
    JOB,
    PERSON,
    PLAN,
    ROWS,
    SIGN_IN,
    WAITING,
)

CAST = ("visitor", "stranger", "officer", "auditor")


def url_names(resolver=None, namespace=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from url_names(pattern, inner)


def test_every_address_has_a_row():
    assert set(url_names()) - {row.name for row in ROWS} == set()


def test_no_row_speaks_of_an_address_that_is_gone():
    assert {row.name for row in ROWS} - set(url_names()) == set()


@pytest.fixture
def document(register, officer, now, settings, tmp_path):
    """A limited document of the hospital hosp-a."""
    settings.ENV = replace(settings.ENV, home=tmp_path)
    return attachments.attach(
        io.BytesIO(b"words"),
        name="words.txt",
        kind="registry.organisation",
        about_id=str(register["hosp-a"].pk),
        classification=Classification.LIMITED,
        by=officer,
        at=now,
    )


@pytest.fixture
def stand_ins(plan, head, document, now):
    """The keys of the rows that the table names by what they are."""
    waiting = Plan.objects.create(scenario=plan.scenario, asked_at=now)
    demonstration.people_at(now)
    somebody = User.objects.demonstration().first()
    job = app.configure_task("allocation.run_plan").defer(plan_id=waiting.pk)
    run = JobRun.objects.get(job_id=job)
    of_head = {
        ATTACHMENT: document.pk,
        PERSON: head.person.pk,
        APPOINTMENT: head.person.appointments.get().pk,
    }
    return {PLAN: plan.pk, WAITING: waiting.pk, DEMONSTRATION: somebody.pk, JOB: run.pk, **of_head}


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.name}")
def test_it_answers_as_the_table_says(row, who, client, stand_ins, officer, auditor, stranger):
    people = {"stranger": stranger, "officer": officer, "auditor": auditor}
    if who in people:
        client.force_login(people[who])
    address = reverse(
        row.name, kwargs={name: stand_ins.get(each, each) for name, each in row.arguments.items()}
    )
    done_before = Entry.objects.count()

    response = getattr(client, row.method)(address, row.data)

    expected = getattr(row, who)
    to_sign_in = response.get("Location", "").startswith(reverse("signin:sign_in"))
    answer = SIGN_IN if to_sign_in else response.status_code
    assert answer == expected, response.content[:400]
    assert expected in (200, 302) or Entry.objects.count() == done_before, (
        "refused, and yet something was done"
    )


def test_an_officer_s_stop_reaches_a_plan_that_waits(client, stand_ins, officer):
    client.force_login(officer)

    client.post(reverse("allocation:cancel", kwargs={"pk": stand_ins[WAITING]}))

    assert Plan.objects.get(pk=stand_ins[WAITING]).state == State.CANCELLED
