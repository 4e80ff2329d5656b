"""The pages of members: posts, nominations, leaving, hand-overs, letters, and what waits for whom."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.web import work
from fulcrum.registry.models import Appointment
from fulcrum.units.models import HandOver, Holding, Nomination, Post, StandIn, Unit
from fulcrum.units.services import members
from fulcrum.units.tests import network
from fulcrum.units.tests.members import member, newcomer, nominate, person
from tests.cast import NOW, TODAY, somebody

A_DAY = timedelta(days=1)
LONG_AGO = TODAY - 60 * A_DAY


@pytest.fixture
def model(db):
    """The model of a Digital Transformation Unit as it comes with the program."""
    return network.shipped(NOW)


@pytest.fixture
def unit(unit):
    """The unit, as if it had begun two months ago."""
    Unit.objects.filter(pk=unit.pk).update(began_on=LONG_AGO)
    Post.objects.filter(unit=unit).update(opened_on=LONG_AGO, vacant_since=LONG_AGO, unowned_since=LONG_AGO)
    unit.refresh_from_db()
    return unit


def text(response):
    return html.unescape(response.content.decode())


def named(**changes):
    return {
        "name_en": "Kumari Invented",
        "email": "kumari@tests.invalid",
        "posts": ["SD", "SE"],
        "manner": "substantive",
        "begins_on": TODAY.isoformat(),
        **changes,
    }


def test_a_head_names_an_officer_accepts_and_the_letter_is_ready(client, unit, head, officer):
    client.force_login(head)
    shown = text(client.get(reverse("units:nominate", args=[unit.number]) + "?post=SD"))
    assert re.search(r"\(SD\), empty for \d+ days", shown)
    sent = client.post(reverse("units:nominate", args=[unit.number]), named(declared="my cousin"))
    assert sent.url == reverse("units:members", args=[unit.number])
    row = Nomination.objects.get()
    page = reverse("units:nomination", args=[row.pk])
    assert "Accept" not in text(client.get(page)).split("What stands against it")[1]

    client.force_login(officer)
    assert "my cousin" in text(client.get(page))
    done = client.post(reverse("units:accept_nomination", args=[row.pk]), follow=True)

    assert "An invitation to sign in is on its way." in text(done)
    holding = Holding.objects.filter(post__code="SD").get()
    letter = client.get(reverse("units:appointment_letter", args=[holding.pk]))
    assert (letter.status_code, letter["Content-Type"]) == (200, "application/pdf")
    assert letter.content.startswith(b"%PDF")
    assert "Kumari Invented" in text(client.get(reverse("units:members", args=[unit.number])))


def test_a_refused_nomination_tells_why_on_its_page(client, unit, head, officer):
    row = nominate(unit, newcomer(), by=head)
    client.force_login(officer)
    address = reverse("units:refuse_nomination", args=[row.pk])

    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Not enough hours"})

    client.force_login(head)
    assert "Not enough hours" in text(client.get(reverse("units:nomination", args=[row.pk])))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"posts": []}, "This field is required."),
        ({"posts": ["XX"]}, "Select a valid choice"),
        ({"posts": ["LD", "SD"]}, "does not let one person hold these posts together: LD, SD"),
        ({"name_en": "", "email": ""}, "Say whom you name."),
        ({"email": ""}, "Enter the e-mail address of Kumari Invented"),
        ({"known": "Asoka", "name_en": "Kumari Invented"}, "Name one person"),
        ({"known": "Nobody", "name_en": ""}, "Nobody fits “Nobody”"),
        ({"begins_on": "2020-01-01"}, "nobody was in it on"),
        ({"until": "2026-01-01"}, "lies before the first day"),
        ({"begins_on": "soon"}, "Enter a valid date."),
        ({"declared": "x" * 501}, "at most 500 characters"),
    ],
)
def test_bad_input_is_told_on_the_form_and_keeps_nobody(changes, told, client, unit, head, officer):
    person(email="asoka@tests.invalid")
    client.force_login(head)
    known = {"known": "asoka@tests.invalid"} if changes.get("known") == "Asoka" else {}

    answer = client.post(reverse("units:nominate", args=[unit.number]), named(**{**changes, **known}))

    assert answer.status_code == 422
    assert told in text(answer)
    assert not Nomination.objects.exists()


def test_somebody_of_the_register_is_named_by_their_address(client, unit, head):
    known = person(email="asoka@tests.invalid")
    client.force_login(head)

    client.post(
        reverse("units:nominate", args=[unit.number]),
        named(name_en="", email="", known="Asoka@tests.invalid"),
    )

    assert Nomination.objects.get().person == known


@pytest.mark.parametrize(
    "name", ["nomination", "accept_nomination", "refuse_nomination", "withdraw_nomination"]
)
def test_a_nomination_of_another_house_is_not_found(name, client, unit, head, register):
    row = nominate(unit, newcomer(), by=head)
    client.force_login(somebody("Chathuri", "head", organisation=register["hosp-b"]))

    answer = client.get(reverse(f"units:{name}", args=[row.pk]))

    assert answer.status_code == (403 if name in ("accept_nomination", "refuse_nomination") else 404)


def test_a_head_takes_a_nomination_back(client, unit, head):
    row = nominate(unit, newcomer(), by=head)
    client.force_login(head)

    client.post(reverse("units:withdraw_nomination", args=[row.pk]))

    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_a_member_leaves_on_the_page_and_the_hand_over_is_settled_line_by_line(
    client, unit, head, officer, lead
):
    (holding,) = member(unit, newcomer(), "SD", head=head, officer=officer, begins_on=TODAY - A_DAY)
    client.force_login(head)
    client.post(reverse("units:end_holding", args=[holding.pk]), {"reason": "transferred"})
    hand_over = HandOver.objects.get()
    address = reverse("units:hand_over", args=[hand_over.pk])

    client.force_login(lead)
    assert "Passwords and keys" in text(client.get(address))
    assert client.post(address, {"line": "passwords", "outcome": "not_needed"}).status_code == 422
    assert client.post(address, {"line": "nothing", "outcome": "done"}).status_code == 422
    for item in hand_over.items.all():
        client.post(address, {"line": item.code, "outcome": "done"})

    hand_over.refresh_from_db()
    assert hand_over.finished_at is not None
    assert "Everything was settled" in text(client.get(address))


def test_who_only_sees_the_unit_settles_nothing_and_ends_nobody(client, unit, head, officer):
    (holding,) = member(unit, newcomer(), "SD", head=head, officer=officer, begins_on=TODAY - A_DAY)
    members.end(holding, reason="transferred", by=head, at=NOW)
    someone = somebody("Vajira", "unit_member", organisation=unit.organisation)
    client.force_login(someone)
    address = reverse("units:hand_over", args=[HandOver.objects.get().pk])

    assert client.get(address).status_code == 200
    assert client.post(address, {"line": "passwords", "outcome": "done"}).status_code == 403
    assert client.get(reverse("units:end_holding", args=[holding.pk])).status_code == 404


def test_a_lead_names_a_stand_in_and_ends_it(client, unit, lead):
    near = somebody("Vajira", "public_officer", organisation=unit.organisation)
    client.force_login(lead)
    address = reverse("units:stand_in", args=[unit.number, "SD"])

    client.post(address, {"person": near.person.pk, "begins_on": timezone.localdate().isoformat()})
    row = StandIn.objects.get()
    assert "Vajira" in text(client.get(reverse("units:members", args=[unit.number])))
    client.post(reverse("units:end_stand_in", args=[row.pk]))

    assert not StandIn.objects.exists()


def test_members_read_their_letter_before_their_first_day(client, unit, head, officer):
    someone = somebody("Dilrukshi")
    (holding,) = member(unit, someone.person, "SD", head=head, officer=officer, begins_on=TODAY + 999 * A_DAY)
    client.force_login(someone)

    assert client.get(reverse("units:appointment_letter", args=[holding.pk])).status_code == 200
    assert client.get(reverse("units:members", args=[unit.number])).status_code == 403


def waiting(user):
    return {task.source.key: task.line for task in work.gather(user, NOW).tasks}


def test_my_work_shows_each_what_waits_for_them(unit, head, officer, lead):
    (leaver,) = member(
        unit, newcomer("Amara Invented"), "SD", head=head, officer=officer, begins_on=TODAY - A_DAY
    )
    row = nominate(unit, newcomer("Bimal Invented"), "BP", by=head)
    members.end(leaver, reason="transferred", by=head, at=NOW)

    of_officer, of_head, of_lead = waiting(officer), waiting(head), waiting(lead)

    assert of_officer["units.nominations"].href == reverse("units:nomination", args=[row.pk])
    assert of_officer["units.nominations"].due == TODAY
    assert "60 days: BP, SE" in str(of_head["units.empty_posts"].reason)
    assert of_head["units.empty_posts"].due == LONG_AGO + 30 * A_DAY
    assert "6 lines" in str(of_lead["units.hand_overs"].reason)
    assert "units.nominations" not in of_head
    assert "units.empty_posts" not in of_officer


def test_what_waits_is_counted_as_it_is_listed(unit, head, officer, lead):
    nominate(unit, newcomer("Bimal Invented"), "BP", by=head)

    for user in (officer, head, lead):
        assert work.count(user, NOW) == len(work.gather(user, NOW).tasks)


def test_a_cdio_sees_the_own_organisations_and_their_units_at_home(client, unit, register):
    cdio = somebody("Isuru", "cdio", organisation=register["hosp-a"])

    Appointment.objects.create(
        person=cdio.person, role="cdio", reach="organisation", organisation=register["la-a"],
        manner="substantive", begins_on=LONG_AGO, made_at=NOW,
    )  # fmt: skip
    client.force_login(cdio)

    shown = text(client.get(reverse("web:work")))

    assert "The organisations that you serve" in shown
    assert reverse("units:unit", args=[unit.number]) in shown
    assert reverse("registry:organisation", args=["la-a"]) in shown


def test_the_list_of_nominations_costs_the_same_however_long(
    client, unit, head, officer, django_assert_max_num_queries
):
    for number in range(30):
        nominate(unit, newcomer(f"Person{number} Invented"), "SD", by=head)
    client.force_login(officer)
    client.get(reverse("units:nominations"))

    with django_assert_max_num_queries(16):
        shown = client.get(reverse("units:nominations"), {"state": "nominated"})
    assert text(shown).count("Person") >= 30
    assert "No nomination here" in text(client.get(reverse("units:nominations"), {"state": "refused"}))


def test_the_posts_of_a_unit_cost_the_same_however_many_came_and_went(
    client, unit, head, officer, django_assert_max_num_queries
):
    for number in range(12):
        day = TODAY - (24 - 2 * number) * A_DAY
        someone = newcomer(f"Person{number} Invented")
        at = NOW + (day - TODAY)
        member(unit, someone, "SD", head=head, officer=officer, at=at, begins_on=day, until=day)
    client.force_login(head)
    address = reverse("units:members", args=[unit.number])
    client.get(address)

    with django_assert_max_num_queries(24):
        shown = client.get(address)
    assert "Person11" in text(shown)
