"""A blueprint is read whole or not at all, every fault with its line, and written back as it was."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulcrum.units.domain import blueprint_checks, blueprint_content, blueprint_writing
from fulcrum.units.domain.blueprint import EvidenceKind, Milestone, OwnerRole, Step
from fulcrum.units.domain.codes import Size
from fulcrum.units.services.blueprints import SHIPPED

FILES = sorted(SHIPPED.glob("*.yaml"))
DTU = (SHIPPED / "dtu-v1.yaml").read_text(encoding="utf-8")

PIC_NET = (SHIPPED / "pic-net-v1.yaml").read_text(encoding="utf-8")


def faults(text):
    with pytest.raises(blueprint_content.BlueprintError) as told:
        blueprint_content.read(text)
    return [(error.row, error.column, error.value, error.code) for error in told.value.errors]


def codes(text):
    return {code for _, _, _, code in faults(text)}


def changed(old, new, count=1):
    assert old in DTU
    return DTU.replace(old, new, count)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_shipped_is_sound_and_says_everything_in_three_languages(path):
    blueprint = blueprint_content.read(path.read_text(encoding="utf-8"))

    named = [
        *blueprint.posts, *blueprint.stages, *blueprint.steps, *blueprint.duties, *blueprint.services,
        *blueprint.indicators, *blueprint.hand_over, *blueprint.documents,
    ]  # fmt: skip
    assert path.stem == f"{blueprint.code}-v{blueprint.version}"
    assert all(each.names.name_si and each.names.name_ta for each in named)
    assert blueprint.duties and blueprint.services and blueprint.indicators and blueprint.hand_over


def test_the_team_of_a_unit_follows_the_size_of_the_organisation():
    blueprint = blueprint_content.read(DTU)

    assert [blueprint.size_for(staff) for staff in (0, 50, 51, 300, 301)] == [
        Size.SMALL, Size.SMALL, Size.MEDIUM, Size.MEDIUM, Size.LARGE,
    ]  # fmt: skip
    assert {team.size: len(team.minimum) for team in blueprint.teams} == {"small": 3, "medium": 5, "large": 8}
    assert blueprint.milestone(Milestone.OPERATIONAL).code == "operational"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_written_reads_as_it_was(path):
    blueprint = blueprint_content.read(path.read_text(encoding="utf-8"))

    again = blueprint_content.read(blueprint_writing.to_yaml(blueprint))

    assert replace(again, sha256="") == replace(blueprint, sha256="")


sentence = st.text(alphabet="abc XYZ,:'\"#&*!|>{}[]%@-?0.", min_size=3, max_size=40).map(
    lambda text: f"A{text.strip()}z"
)


@settings(max_examples=30, deadline=None)
@given(name=sentence, days=st.integers(1, 250), owner=st.sampled_from(list(OwnerRole)))
def test_every_name_that_can_be_read_is_written_so_that_it_reads_the_same(name, days, owner):
    base = blueprint_content.read(PIC_NET)
    name = " ".join(name.split())
    step = replace(base.steps[0], names=replace(base.steps[0].names, name_en=name), days=days, owner=owner)
    blueprint = replace(base, steps=(step, *base.steps[1:]))

    again = blueprint_content.read(blueprint_writing.to_yaml(blueprint))

    assert again.steps == blueprint.steps


def test_another_version_number_changes_nothing_else():
    again = blueprint_content.read(blueprint_writing.with_version(DTU, 7))

    base = blueprint_content.read(DTU)
    assert replace(again, sha256="", version=1) == replace(base, sha256="")
    assert again.sha256 != base.sha256


def test_every_fault_is_told_with_its_line_and_its_value():
    text = changed("days: 10, after: [hold-briefing]", "days: ten, after: [hold-the-briefing]")

    lines = text.splitlines()
    found = faults(text)
    assert {(column, value, code) for _, column, value, code in found} == {
        ("days", "ten", "not_a_whole_number"),
        ("after", "hold-the-briefing", "step_not_known"),
    }
    assert all("sign-agreement" in lines[line - 1] for line, *_ in found)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("format: fulcrum.blueprint/1", "format: fulcrum.blueprint/9", "format_not_known"),
        ("version: 1", "version: zero", "not_a_whole_number"),
        ("review_months: 12", "review_months: 0", "out_of_range"),
        ("review_months: 12", "review_month: 12", "name_not_known"),
        ("    leads: true\n", "", "not_one_lead"),
        ("  - code: BP\n", "  - code: BP\n    leads: yes\n", "not_one_lead"),
        ("  - code: BP\n", "  - code: SD\n", "stands_twice"),
        ("[LD, PM]", "[LD, XX]", "post_not_known"),
        ("[LD, PM]", "[LD]", "combines_nothing"),
        ("staff_from: 0", "staff_from: 5", "no_team_for_the_smallest"),
        ("staff_from: 301", "staff_from: 40", "sizes_not_in_order"),
        ("full: [LD, SD, BP, SE]}", "full: [LD, SD, SE]}", "minimum_beyond_full"),
        ("minimum: [LD, SD, BP],", "minimum: [SD, BP],", "team_without_lead"),
        ("    milestone: formed\n", "", "milestone_not_once"),
        ("    milestone: formed\n", "    milestone: operational\n", "milestone_not_once"),
        ("        counted: minimum_team\n", "        counted: lead_in_post\n", "formed_without_team"),
        ("        counted: minimum_team\n", "", "counted_is_missing"),
        ("evidence: statement\n", "evidence: statement\n        counted: steps_done\n", "counted_without_need"),
        ("      - code: briefing-held\n", "      - code: facts-checked\n", "stands_twice"),
        ("stage: briefed", "stage: informed", "stage_not_known"),
        ("days: 3, names", "days: 3, after: [open-desk], names", "waits_for_later_stage"),
        ("days: 5, after: [sign-agreement]", "days: 5, after: [issue-appointments]", "steps_in_circle"),
        ("cause: team_below, limit: 60", "cause: team_below, limit: 160", "out_of_range"),
        ("standing: dormant, cause: at_risk_since", "standing: at_risk, cause: at_risk_since", "at_risk_by_itself"),
        ("cause: no_report, limit: 2", "cause: lead_vacant, limit: 2", "stands_twice"),
        ("standing: dormant, cause: at_risk_since, limit: 180", "standing: dormant, cause: no_report, limit: 1", "dormant_before_at_risk"),
        ("posts: [SD], names", "posts: [ZZ], names", "post_not_known"),
        ("{organisation}", "{country}", "placeholder_not_known"),
        ("{organisation}", "{organisation", "bracket_alone"),
        ('si: "ඒකක නායක"', 'si: "Leader"', "not_in_script"),
        ('si: "ඒකක නායක"', 'si: "tall kdhl"', "not_in_script"),
        ('en: "Lead"', 'en: ""', "required"),
    ],
)  # fmt: skip
def test_it_is_refused_for_one_clear_reason(old, new, code):
    assert code in codes(changed(old, new))


def test_a_fault_of_a_whole_part_is_told_at_the_line_in_which_it_begins():
    text = changed("[LD, PM]", "[LD]")

    (line, *_rest) = faults(text)[0]
    assert text.splitlines()[line - 1] == "combinable:"


def test_a_file_that_is_no_yaml_is_told_with_its_line():
    assert [(line, code) for line, _, _, code in faults("format: [\nx: ]]")] == [(2, "not_yaml")]


def steps(pairs):
    return [Step(code, None, "", OwnerRole.LEAD, 1, after) for code, after in pairs.items()]


def test_a_circle_is_told_in_the_order_of_waiting():
    found = blueprint_checks.circle(steps({"a": ("b",), "b": ("d", "c"), "c": ("a",), "d": ()}))

    assert found == ("a", "b", "c")


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef")).map(tuple), min_size=1))
def test_steps_stand_in_no_circle_exactly_if_they_can_be_done_one_after_the_other(pairs):
    left = {code: {each for each in after if each in pairs} for code, after in pairs.items()}
    while ready := {code for code, after in left.items() if not after}:
        left = {code: after - ready for code, after in left.items() if code not in ready}

    assert bool(blueprint_checks.circle(steps(pairs))) == bool(left)


def test_what_the_program_counts_is_named_in_every_counted_criterion():
    blueprint = blueprint_content.read(DTU)

    criteria = [criterion for stage in blueprint.stages for criterion in stage.criteria]
    assert all((each.evidence is EvidenceKind.COUNTED) == bool(each.counted) for each in criteria)
