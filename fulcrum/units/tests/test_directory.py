"""The directory: members and CDIOs by district, post, language and kind, in three scripts, within rights."""

import csv
import html
import io
import zipfile

import pytest
from django.urls import reverse

from fulcrum.foundation.audit.models import Entry
from fulcrum.registry.models import Appointment, Organisation
from fulcrum.registry.services import people
from fulcrum.units.models import Holding, Post
from fulcrum.units.tests import network
from tests.cast import LONG_AGO, NOW, somebody

SEERS = ("officer", "auditor", "head", "member", "cdio")


def text(response):
    return html.unescape(response.content.decode())


def in_post(unit, code, name, **more):
    """Somebody in a post of a unit, without the steps to it."""
    contacts = {"email": f"{name.split()[0].lower()}@tests.invalid", "phone": "0110000001", **more}
    pack = contacts.pop("pack", "lk")
    who = people.add(names={"name_en": name, **contacts}, pack=pack, by=None, at=NOW)
    post = Post.objects.get(unit=unit, code=code)
    Holding.objects.create(post=post, person=who, manner="substantive", begins_on=LONG_AGO)
    return who


@pytest.fixture
def units(register):
    """Units of a hospital in Colombo and a council in Gampaha, from one model."""
    hospital, council = network.spread([register["hosp-a"], register["la-b"]], at=NOW)
    in_post(hospital, "SD", "Amara Invented", name_si="අමරා", languages="si en")
    in_post(hospital, "BP", "Bimal Invented", languages="si")
    in_post(council, "SD", "Chelvi Invented", name_ta="செல்வி", languages="ta en")
    return hospital, council


@pytest.fixture
def cdio(register):
    """The CDIO of the hospital and of a council."""
    user = somebody("Isuru", "cdio", organisation=register["hosp-a"])
    Appointment.objects.create(
        person=user.person, role="cdio", reach="organisation", organisation=register["la-a"],
        manner="acting", begins_on=LONG_AGO, made_at=NOW,
    )  # fmt: skip
    return user


@pytest.fixture
def member(register):
    """A member of a unit, with an account."""
    return somebody("Dilrukshi", "unit_member", organisation=register["la-b"])


def names_in(client, **filters):
    shown = text(client.get(reverse("units:directory"), filters))
    return [name for name in ("Amara", "Bimal", "Chelvi", "Isuru") if f"{name}" in shown]


@pytest.mark.parametrize("who", SEERS)
def test_the_network_is_told_who_is_in_it_and_how_to_reach_them(who, client, units, request):
    client.force_login(request.getfixturevalue(who))

    shown = text(client.get(reverse("units:directory")))

    assert "mailto:chelvi@tests.invalid" in shown
    assert "Beta Town Council" in shown
    assert "සිංහල, English" in shown


@pytest.mark.parametrize("who", ["stranger", "cert_analyst"])
def test_others_are_not(who, client, units, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("units:directory")).status_code == 403
    assert client.get(reverse("units:directory_export", args=["csv"])).status_code == 403


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["Amara", "Bimal", "Chelvi", "Isuru"]),
        ({"district": "LK-11"}, ["Amara", "Bimal", "Isuru"]),
        ({"district": "LK-12"}, ["Chelvi"]),
        ({"role": "SD"}, ["Amara", "Chelvi"]),
        ({"role": "cdio"}, ["Isuru"]),
        ({"language": "ta"}, ["Chelvi"]),
        ({"kind": "hospital"}, ["Amara", "Bimal", "Isuru"]),
        ({"kind": "urban_council", "role": "cdio"}, ["Isuru"]),
        ({"search": "අමරා"}, ["Amara"]),
        ({"search": "செல்வி"}, ["Chelvi"]),
        ({"search": "bimal"}, ["Bimal"]),
        ({"search": "nobody"}, []),
        ({"district": "LK-11", "role": "BP", "language": "si"}, ["Bimal"]),
    ],
)
def test_it_is_narrowed_by(filters, names, client, units, cdio, officer):
    client.force_login(officer)

    assert names_in(client, **filters) == names


def test_who_has_left_is_not_in_it(client, units, officer):
    Holding.objects.filter(person__name_en="Chelvi Invented").update(until=LONG_AGO)
    client.force_login(officer)

    assert "Chelvi" not in names_in(client)


def test_simulated_people_are_marked_and_the_demonstration_sees_only_them(client, units, officer, member):
    _hospital, council = units
    Organisation.objects.filter(pk=council.organisation_id).update(pack="demo")
    in_post(council, "BP", "Devika Simulated", pack="demo")
    client.force_login(officer)
    assert "mark-simulated" in text(client.get(reverse("units:directory"), {"search": "Devika"}))

    member.is_demonstration = True
    member.save()
    client.force_login(member)
    assert names_in(client) == ["Chelvi"]


def test_its_pages_follow_each_other(client, units, officer, monkeypatch):
    monkeypatch.setattr("fulcrum.units.directory_reads.PAGE_SIZE", 2)
    client.force_login(officer)

    first = client.get(reverse("units:directory"))
    second = client.get(reverse("units:directory") + first.context["next_href"])

    assert [person.name_en for person in first.context["page"].rows] == ["Amara Invented", "Bimal Invented"]
    assert [person.name_en for person in second.context["page"].rows] == ["Chelvi Invented"]
    assert second.context["next_href"] == ""


def test_it_leaves_as_a_file_that_the_log_tells_of(client, units, cdio, officer):
    client.force_login(officer)

    answer = client.get(reverse("units:directory_export", args=["csv"]), {"district": "LK-11"})

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sorted((row["name_en"], row["role"], row["organisation_id"]) for row in rows) == [
        ("Amara Invented", "SD", "hosp-a"),
        ("Bimal Invented", "BP", "hosp-a"),
        ("Isuru", "cdio", "hosp-a"),
        ("Isuru", "cdio", "la-a"),
    ]
    entry = Entry.objects.get(action="units.directory_exported")
    assert (entry.facts["lines"], entry.facts["filters"]) == (4, {"district": "LK-11"})


def test_it_leaves_as_a_workbook_too(client, units, officer):
    client.force_login(officer)

    answer = client.get(reverse("units:directory_export", args=["xlsx"]))

    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


@pytest.mark.parametrize("filters", [{"after": "x"}, {"district": "nowhere"}, {"after": "99999999"}])
def test_an_address_that_makes_no_sense_is_answered_without_it(filters, client, units, officer):
    client.force_login(officer)

    assert client.get(reverse("units:directory"), filters).status_code == 200


def test_it_costs_the_same_however_many_there_are(
    client, units, cdio, officer, django_assert_max_num_queries
):
    hospital, _council = units
    for number in range(40):
        who = people.add(names={"name_en": f"Person{number} Invented"}, pack="lk", by=None, at=NOW)
        post = Post.objects.get(unit=hospital, code=("SE", "LD", "BP", "SD")[number % 4])
        Holding.objects.create(post=post, person=who, manner="covering", begins_on=LONG_AGO)
    client.force_login(officer)
    client.get(reverse("units:directory"))

    with django_assert_max_num_queries(22):
        client.get(reverse("units:directory"))
