"""Several parents: sectoral and geographic ones beside the administrative one, with days and without circles."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import refused
from fulcrum.registry.domain.parents import ParentKind
from fulcrum.registry.models import Organisation, Parentage
from fulcrum.registry.services import parents
from fulcrum.registry.tests.happenings import GROUNDS, LAST_YEAR, NOW, TODAY


def add(child, parent, by, kind=ParentKind.SECTORAL, begins_on=LAST_YEAR, **others):
    return parents.add(
        child, parent, kind, **{"begins_on": begins_on, "grounds": GROUNDS, "by": by, "at": NOW, **others}
    )


def test_a_hospital_stands_below_a_department_by_its_field_and_the_tree_stays(officer, register):
    row = add(register["hosp-a"], register["dept-1"], officer)

    assert list(Parentage.objects.in_force(TODAY)) == [row]
    assert Organisation.objects.get(slug="hosp-a").parent_id is None
    assert Entry.objects.get(action="registry.parent_added").organisation_key == register["hosp-a"].pk


def test_it_ends_on_a_day_or_is_taken_back(officer, register):
    one = add(register["hosp-a"], register["dept-1"], officer)
    other = add(register["hosp-a"], register["dept-2"], officer, ParentKind.GEOGRAPHIC)

    parents.end(one, on=TODAY, reason="moved", by=officer, at=NOW)
    parents.withdraw(other, reason="never was so", by=officer, at=NOW)

    assert not Parentage.objects.in_force(TODAY).exists()
    assert list(Parentage.objects.in_force(TODAY - timedelta(1))) == [one]


REFUSED = {
    "circle_of_parents": lambda r, by: add(r["dept-1"], r["hosp-a"], by),
    "parent_is_told_already": lambda r, by: add(r["hosp-a"], r["dept-1"], by, begins_on=TODAY),
    "end_before_begin": lambda r, by: add(r["hosp-b"], r["dept-1"], by, begins_on=TODAY, until=LAST_YEAR),
    "packs_differ": lambda r, by: (
        Organisation.objects.filter(slug="hosp-b").update(pack="demo"),
        add(Organisation.objects.get(slug="hosp-b"), r["dept-1"], by),
    ),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_is_refused_in_words(code, officer, register):
    add(register["hosp-a"], register["dept-1"], officer)

    with pytest.raises(Refusal) as told:
        REFUSED[code](register, officer)

    assert told.value.code == code
    assert "%(" not in refused.word(told.value)


def test_the_same_two_may_stand_the_other_way_round_in_another_sense(officer, register):
    add(register["hosp-a"], register["dept-1"], officer, ParentKind.SECTORAL)
    add(register["dept-1"], register["hosp-a"], officer, ParentKind.GEOGRAPHIC)

    assert Parentage.objects.in_force(TODAY).count() == 2


def test_only_who_records_adds_parents(head, register):
    with pytest.raises(PermissionDenied):
        add(register["hosp-a"], register["dept-1"], head)
