"""What stands against naming somebody for posts of a unit."""

from dataclasses import replace
from datetime import date

import pytest

from fulcrum.registry.domain.roles import Manner, Role
from fulcrum.units.domain.conflicts import Conflict, Days, Facts, InPost, InRole, Named, found

FROM_JUNE = Days(date(2026, 6, 1))
UNTIL_MAY = Days(date(2026, 1, 1), date(2026, 5, 31))
UNTIL_JUNE = Days(date(2026, 1, 1), date(2026, 6, 1))
NAMED = Named(("SD",), Manner.SUBSTANTIVE, FROM_JUNE, frozenset({Role.UNIT_MEMBER}))
FACTS = Facts(unit=1, person="Kumari", organisation="Alpha Hospital")


def codes(named=NAMED, **facts):
    return [finding.conflict for finding in found(named, replace(FACTS, **facts))]


def in_post(post="SD", *, unit=1, person="Kumari", manner=Manner.SUBSTANTIVE, days=FROM_JUNE):
    return InPost(unit, "Alpha Hospital", post, person, manner, days)


def in_role(role, **more):
    return InRole(role, "Alpha Hospital", more.pop("days", FROM_JUNE), **more)


def test_nothing_stands_against_somebody_of_whom_nothing_is_known():
    assert codes() == []


@pytest.mark.parametrize(
    ("facts", "conflict", "is_hard"),
    [
        ({"is_of_another_pack": True}, Conflict.ANOTHER_PACK, True),
        ({"is_who_names": True}, Conflict.ONESELF, True),
        ({"was_pseudonymised": True}, Conflict.PSEUDONYMISED, True),
        ({"declared": "a cousin"}, Conflict.DECLARED, False),
        ({"has_address": False}, Conflict.NO_ADDRESS, False),
        ({"roles": (in_role(Role.AUDITOR),)}, Conflict.AUDITOR, True),
        ({"roles": (in_role(Role.CERT_ANALYST),)}, Conflict.CERT_ANALYST, True),
        ({"roles": (in_role(Role.MENTOR),)}, Conflict.OF_A_PARTNER, True),
        ({"roles": (in_role(Role.HEAD, is_here=True),)}, Conflict.IS_HEAD, False),
        (
            {"roles": (in_role(Role.PUBLIC_OFFICER, is_here=True, has_ended=True),)},
            Conflict.LEFT_HERE,
            False,
        ),
        ({"own": (in_post(unit=2),)}, Conflict.IN_ANOTHER_UNIT, False),
        ({"own": (in_post(),)}, Conflict.HOLDS_IT_ALREADY, True),
        ({"others": (in_post(person="Asoka"),)}, Conflict.POST_IS_HELD, True),
        ({"own": (in_post("LD"),)}, Conflict.NOT_COMBINABLE, True),
    ],
)
def test_each_fact_gives_its_own_finding(facts, conflict, is_hard):
    (finding,) = found(NAMED, replace(FACTS, **facts))

    assert (finding.conflict, finding.is_hard) == (conflict, is_hard)


@pytest.mark.parametrize(
    "facts",
    [
        {"roles": (in_role(Role.AUDITOR, days=UNTIL_MAY),)},
        {"own": (in_post("LD", days=UNTIL_MAY),)},
        {"others": (in_post(person="Asoka", days=UNTIL_MAY),)},
        {"roles": (in_role(Role.AUDITOR, has_ended=True),)},
        {"roles": (in_role(Role.HEAD),)},
    ],
)
def test_what_is_over_before_the_first_day_or_elsewhere_does_not_count(facts):
    assert codes(**facts) == []


def test_one_day_in_common_is_enough():
    assert codes(others=(in_post(person="Asoka", days=UNTIL_JUNE),)) == [Conflict.POST_IS_HELD]


def test_an_acting_one_may_sit_beside_the_holder_and_the_officer_is_told():
    acting = replace(NAMED, manner=Manner.ACTING)

    assert codes(acting, others=(in_post(person="Asoka"),)) == [Conflict.BESIDE_THE_HOLDER]


def test_an_acting_one_does_not_keep_the_own_holder_away():
    assert codes(others=(in_post(person="Asoka", manner=Manner.ACTING),)) == []


def test_posts_may_be_held_together_where_the_model_says_so():
    allowed = (frozenset({"SD", "SE"}),)

    assert codes(replace(NAMED, posts=("SD", "SE")), combinable=allowed) == []
    assert codes(own=(in_post("SE"),), combinable=allowed) == []


def test_two_pairs_that_are_allowed_do_not_allow_three_together():
    pairs = (frozenset({"SD", "SE"}), frozenset({"SE", "DR"}))

    assert codes(replace(NAMED, posts=("SD", "SE", "DR")), combinable=pairs) == [Conflict.NOT_COMBINABLE]


def test_an_appointment_that_ends_before_the_named_days_do_stands_against_them():
    short = in_role(Role.UNIT_MEMBER, is_here=True, days=Days(date(2026, 1, 1), date(2026, 8, 1)))
    open_ended = in_role(Role.UNIT_MEMBER, is_here=True, days=Days(date(2026, 1, 1)))

    assert codes(roles=(short,)) == [Conflict.SHORTER_APPOINTMENT]
    assert codes(roles=(open_ended,)) == []


def test_hard_findings_come_first():
    findings = found(NAMED, replace(FACTS, declared="a cousin", others=(in_post(person="Asoka"),)))

    assert [finding.is_hard for finding in findings] == [True, False]
