"""A small model of a unit for tests: three stages, six steps, and every kind of criterion and rule."""

from fulcrum.units.models import BlueprintVersion
from tests.cast import NOW

TEXT = """
format: fulcrum.blueprint/1
code: small
version: 1
names: {en: Small model}
source: invented for tests
review_months: 12
translations: draft
posts:
  - {code: LD, leads: true, names: {en: Lead}, purpose: {en: Leads.}}
  - {code: SD, names: {en: Support}, purpose: {en: Helps.}}
  - {code: BP, names: {en: Analyst}, purpose: {en: Describes.}}
combinable: [[SD, BP]]
teams:
  - {size: small, staff_from: 0, minimum: [LD], full: [LD, SD]}
  - {size: medium, staff_from: 51, minimum: [LD, SD], full: [LD, SD, BP]}
stages:
  - code: agreed
    milestone: agreed
    names: {en: Agreed}
    criteria:
      - {code: agreement, evidence: document, names: {en: The agreement is signed.}}
  - code: formed
    milestone: formed
    amber_days: 30
    names: {en: Formed}
    criteria:
      - {code: team, evidence: counted, counted: minimum_team, names: {en: The minimum team is filled.}}
      - {code: letter, evidence: document, names: {en: The unit is established by letter.}}
      - {code: room, evidence: statement, names: {en: The unit has a room.}}
  - code: operational
    milestone: operational
    amber_days: 30
    names: {en: Operational}
    criteria:
      - {code: lead, evidence: counted, counted: lead_in_post, names: {en: The lead is in post.}}
      - {code: steps, evidence: counted, counted: steps_done, names: {en: Every step is done.}}
      - {code: report, evidence: counted, counted: report_signed, names: {en: The first report is signed.}}
      - {code: desk, evidence: statement, names: {en: The desk is open.}}
steps:
  - {code: sign, stage: agreed, owner: head, days: 2, names: {en: Sign the agreement}}
  - {code: name-lead, stage: formed, owner: head, days: 3, after: [sign], names: {en: Name the lead}}
  - {code: room, stage: formed, owner: head, days: 8, after: [sign], names: {en: Give a room}}
  - {code: check, stage: formed, owner: officer, days: 1, after: [name-lead], names: {en: Check the members}}
  - {code: desk, stage: operational, owner: lead, days: 2, after: [room, check], names: {en: Open the desk}}
  - {code: report, stage: operational, owner: lead, days: 20, after: [desk], names: {en: Work for a month}}
rules:
  - {standing: at_risk, cause: lead_vacant, limit: 30}
  - {standing: at_risk, cause: team_below, limit: 60}
  - {standing: at_risk, cause: no_report, limit: 2}
  - {standing: at_risk, cause: amber_overdue, limit: 0}
  - {standing: dormant, cause: at_risk_since, limit: 180}
"""


def published(text=TEXT, *, version=1):
    """The small model as a published version."""
    return BlueprintVersion.objects.create(
        code="small",
        version=version,
        name_en="Small model",
        text=text,
        sha256=f"{version:064d}",
        drafted_at=NOW,
        changed_at=NOW,
        published_at=NOW,
    )
