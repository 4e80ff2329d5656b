"""Versions of blueprints: drafted and changed until one officer publishes them; then they never change."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.units import blueprint_reads
from fulcrum.units.domain.blueprint_content import BlueprintError
from fulcrum.units.domain.codes import Origin
from fulcrum.units.models import BlueprintVersion
from fulcrum.units.services import blueprints, units
from tests.cast import NOW, somebody

DTU = (blueprints.SHIPPED / "dtu-v1.yaml").read_text(encoding="utf-8")


@pytest.fixture
def shipped(db):
    blueprints.load_shipped(at=NOW)
    return blueprint_reads.newest()


def refused(code):
    return pytest.raises(Refusal, match=f"^{code}")


def test_the_shipped_models_are_published_once(db):
    assert blueprints.load_shipped(at=NOW) == 2
    assert blueprints.load_shipped(at=NOW) == 0

    assert [(row.code, row.version) for row in BlueprintVersion.objects.published()] == [
        ("dtu", 1),
        ("pic-net", 1),
    ]
    assert Entry.objects.filter(action="units.blueprint_published").count() == 2


def test_a_version_that_differs_from_the_shipped_file_stays_as_it_is(shipped, tmp_path, monkeypatch):
    (tmp_path / "dtu-v1.yaml").write_text(
        DTU.replace("review_months: 12", "review_months: 6"), encoding="utf-8"
    )
    monkeypatch.setattr(blueprints, "SHIPPED", tmp_path)
    said = []

    assert blueprints.load_shipped(at=NOW, say=said.append) == 0

    assert blueprint_reads.newest().sha256 == shipped.sha256
    assert said == ["Model of a unit dtu 1 stands with other content; dtu-v1.yaml is not loaded"]


@pytest.mark.parametrize("attempt", [{"text": "x"}, {"published_at": None}, {"version": 9}])
def test_a_published_version_never_changes_not_even_behind_the_program(shipped, attempt):
    with pytest.raises(DatabaseError), transaction.atomic():
        BlueprintVersion.objects.filter(pk=shipped.pk).update(**attempt)
    with pytest.raises(DatabaseError), transaction.atomic():
        BlueprintVersion.objects.filter(pk=shipped.pk).delete()


def test_the_next_version_begins_with_the_words_of_the_newest(shipped, officer):
    draft = blueprints.draft_next(shipped, by=officer, at=NOW)

    assert (draft.code, draft.version, draft.is_published) == ("dtu", 2, False)
    assert draft.text == DTU.replace("version: 1", "version: 2", 1)
    assert blueprint_reads.newest() == shipped


def test_only_an_officer_of_the_whole_country_drafts(shipped, head):
    with pytest.raises(PermissionDenied):
        blueprints.draft_next(shipped, by=head, at=NOW)


def test_one_draft_of_a_blueprint_stands_at_a_time(shipped, officer):
    blueprints.draft_next(shipped, by=officer, at=NOW)

    with refused("blueprint_draft_stands"):
        blueprints.draft_next(shipped, by=officer, at=NOW)


def test_a_file_of_another_country_becomes_a_draft_of_its_own(shipped, officer):
    text = DTU.replace("code: dtu", "code: dtu-elsewhere", 1).replace("version: 1", "version: 4", 1)

    row = blueprints.draft(text, by=officer, at=NOW)

    assert (row.code, row.version, row.text) == ("dtu-elsewhere", 4, text)


def test_the_same_file_changes_nothing(shipped, officer):
    with refused("blueprint_known"):
        blueprints.draft(DTU, by=officer, at=NOW)


def test_a_file_with_a_number_that_is_taken_is_told_the_next_one(shipped, officer):
    with refused("blueprint_version_taken") as told:
        blueprints.draft(DTU.replace("review_months: 12", "review_months: 6"), by=officer, at=NOW)

    assert told.value.facts["next"] == 2


def test_a_file_with_a_fault_is_not_kept(shipped, officer):
    with pytest.raises(BlueprintError):
        blueprints.draft(
            DTU.replace("version: 1", "version: 2", 1).replace("leads: true", ""), by=officer, at=NOW
        )

    assert not BlueprintVersion.objects.filter(version=2).exists()


def test_a_draft_is_changed_by_whoever_saw_its_last_words(shipped, officer):
    draft = blueprints.draft_next(shipped, by=officer, at=NOW)
    text = draft.text.replace("review_months: 12", "review_months: 6")
    blueprints.change(draft, text, seen=draft.sha256, by=officer, at=NOW)

    with refused("blueprint_changed_since"):
        other = draft.text.replace("review_months: 12", "review_months: 3")
        blueprints.change(draft, other, seen=draft.sha256, by=officer, at=NOW)

    draft.refresh_from_db()
    assert blueprints.read(draft).review_months == 6


def test_a_draft_keeps_its_code_and_its_version(shipped, officer):
    draft = blueprints.draft_next(shipped, by=officer, at=NOW)

    with refused("blueprint_is_another"):
        text = draft.text.replace("version: 2", "version: 3", 1)
        blueprints.change(draft, text, seen=draft.sha256, by=officer, at=NOW)


def test_what_is_published_is_what_was_read(shipped, officer):
    draft = blueprints.draft_next(shipped, by=officer, at=NOW)

    with refused("blueprint_changed_since"):
        blueprints.publish(draft, seen="0" * 64, by=officer, at=NOW)
    assert blueprints.publish(draft, seen=draft.sha256, by=officer, at=NOW)

    assert blueprint_reads.newest() == draft


def test_publishing_the_same_again_changes_nothing(shipped, officer):
    draft = blueprints.draft_next(shipped, by=officer, at=NOW)
    blueprints.publish(draft, seen=draft.sha256, by=officer, at=NOW)

    assert not blueprints.publish(draft, seen=draft.sha256, by=officer, at=NOW)

    assert Entry.objects.filter(action="units.blueprint_published").count() == 3


def test_a_published_version_is_neither_changed_nor_discarded_by_a_service(shipped, officer):
    with refused("blueprint_is_published"):
        blueprints.change(shipped, DTU.replace("12", "6", 1), seen=shipped.sha256, by=officer, at=NOW)
    with refused("blueprint_is_published"):
        blueprints.discard(shipped, reason="no longer", by=officer, at=NOW)


def test_a_discarded_draft_makes_room_for_another(shipped, officer):
    draft = blueprints.draft_next(shipped, by=officer, at=NOW)

    blueprints.discard(draft, reason="begun by mistake", by=officer, at=NOW)

    assert blueprints.draft_next(shipped, by=officer, at=NOW).version == 2


@pytest.mark.django_db(transaction=True)
def test_two_officers_publish_at_once_and_one_is_told_by_whom_it_stands():
    blueprints.load_shipped(at=NOW)
    officers = [somebody("Nimali", "programme_officer"), somebody("Dilani", "programme_officer")]
    draft = blueprints.draft_next(blueprint_reads.newest(), by=officers[0], at=NOW)
    ready, told = threading.Barrier(2, timeout=20), {}

    def publish(number):
        try:
            ready.wait()
            told[number] = blueprints.publish(draft, seen=draft.sha256, by=officers[number], at=NOW)
        except Refusal as refusal:
            told[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=[number]) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    lost = next(answer for answer in told.values() if isinstance(answer, Refusal))
    winner = officers[next(number for number, answer in told.items() if answer is True)]
    assert lost.code == "blueprint_published_by_other"
    assert lost.facts["person"] == winner.name
    assert Entry.objects.filter(action="units.blueprint_published", by=winner).count() == 1


def test_what_the_demonstration_published_is_not_for_organisations_that_exist(shipped, officer, register):
    draft = blueprints.draft_next(shipped, by=officer, at=NOW)
    blueprints.publish(draft, seen=draft.sha256, by=officer, at=NOW)
    User.objects.filter(pk=officer.pk).update(is_demonstration=True)
    published = BlueprintVersion.objects.get(pk=draft.pk)
    told = {"blueprint": published, "began_on": date(2026, 11, 1), "basis": "a letter"}

    assert blueprint_reads.newest_for(register["hosp-a"]) == shipped
    with refused("blueprint_of_demonstration"):
        units.create(register["hosp-a"], origin=Origin.OFFER, by=None, at=NOW, **told)
