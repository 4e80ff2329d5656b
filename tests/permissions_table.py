"""Who may ask which address: one row per URL, in the order of the apps. The test fails on a URL without a row.

The four columns are a visitor (signed out), a stranger (signed in, no role), a programme officer and an auditor.
302 to the sign-in page is written as SIGN_IN; 302 leads anywhere else.
"""

from dataclasses import dataclass, field
from typing import Any

SIGN_IN = "sign in"
PLAN, WAITING, DEMONSTRATION = "the worked example", "a waiting plan", "a person of the demonstration"
PERSON, APPOINTMENT = "a head", "the appointment of the head"
JOB = "a waiting job"
ATTACHMENT = "a limited document of an organisation"
"""Stand in an address for rows that the test makes."""


@dataclass(frozen=True)
class Row:
    """One address and method with the answer for each of the cast."""

    name: str
    visitor: int | str
    stranger: int | str
    officer: int | str
    auditor: int | str
    method: str = "get"
    arguments: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)


def public(name: str, status: int = 200, **arguments: Any) -> Row:
    """The same for everybody."""
    return Row(name, status, status, status, status, arguments=arguments)


def own(name: str, status: int = 200, *, method: str = "get", **arguments: Any) -> Row:
    """The same for everybody who is signed in, about themselves."""
    return Row(name, SIGN_IN, status, status, status, method=method, arguments=arguments)


def staff(
    name: str,
    *,
    officer: int,
    auditor: int,
    method: str = "get",
    data: dict[str, Any] | None = None,
    **arguments: Any,
) -> Row:
    """Nothing for visitors and strangers."""
    return Row(name, SIGN_IN, 403, officer, auditor, method=method, arguments=arguments, data=data or {})


ROWS = [
    public("web:health"),
    public("web:ready"),
    public("web:design"),
    public("web:design_themes"),
    public("web:language", 302, language="ta"),
    Row("web:work", SIGN_IN, 200, 200, 200),
    Row("signin:sign_in", 200, 302, 302, 302),
    Row("signin:demonstration", 404, 404, 404, 404, method="post", arguments={"pk": 999_999}),
    Row("signin:demonstration", 302, 302, 302, 302, method="post", arguments={"pk": DEMONSTRATION}),
    public("signin:demonstration", 405, pk=DEMONSTRATION),
    Row("signin:sign_out", 302, 302, 302, 302, method="post"),
    Row("signin:tour", SIGN_IN, 404, 404, 404, arguments={"step": 1}),
    Row("signin:code", SIGN_IN, 302, 302, 302),
    public("signin:forgotten"),
    Row("signin:forgotten", 422, 422, 422, 422, method="post"),
    public("signin:forgotten_sent"),
    public("signin:reset", 410, uid="MQ", token="c2t-1"),
    public("signin:invitation", 410, token="1.not-ours"),
    own("signin:account"),
    own("signin:account", 422, method="post"),
    own("signin:confirm"),
    own("signin:confirm", 422, method="post"),
    own("signin:password"),
    own("signin:password", 422, method="post"),
    own("signin:second_factor"),
    own("signin:set_up", 302),
    own("signin:renew_codes", 302, method="post"),
    own("signin:remove_factor", 302, method="post"),
    own("signin:sessions"),
    own("signin:end_other_sessions", 302, method="post"),
    own("signin:end_session", 404, method="post", pk=999_999),
    Row("notices:index", SIGN_IN, 200, 200, 200),
    Row("notices:open", SIGN_IN, 404, 404, 404, method="post", arguments={"pk": 999_999}),
    Row("notices:read", SIGN_IN, 404, 404, 404, method="post", arguments={"pk": 999_999}),
    Row("notices:read_all", SIGN_IN, 302, 302, 302, method="post"),
    Row("notices:preferences", SIGN_IN, 200, 200, 200),
    Row("notices:preferences", SIGN_IN, 302, 302, 302, method="post"),
    Row("notices:preferences", SIGN_IN, 422, 422, 422, method="post", data={"mail": "no such kind"}),
    Row("notices:trust_own_address", SIGN_IN, 302, 302, 302, method="post"),
    public("notices:unsubscribe", 404, token="nobody-signed-this"),
    staff("notices:outbox", officer=200, auditor=200),
    staff("notices:test", officer=302, auditor=403, method="post"),
    staff("notices:trust_address", officer=302, auditor=403, method="post"),
    staff("notices:again", officer=404, auditor=403, method="post", pk=999_999),
    staff("notices:previews", officer=200, auditor=200),
    staff("notices:preview", officer=200, auditor=200, code="notices.test"),
    staff("notices:preview", officer=404, auditor=404, code="nothing"),
    staff("jobs:list", officer=200, auditor=200),
    Row("jobs:mine", SIGN_IN, 200, 200, 200),
    staff("jobs:periodic", officer=200, auditor=200),
    Row("jobs:job", SIGN_IN, 404, 200, 200, arguments={"pk": JOB}),
    Row("jobs:progress", SIGN_IN, 404, 200, 200, arguments={"pk": JOB}),
    Row("jobs:stop", SIGN_IN, 404, 302, 403, method="post", arguments={"pk": JOB}),
    Row("jobs:retry", SIGN_IN, 404, 302, 403, method="post", arguments={"pk": JOB}),
    staff("audit:entries", officer=200, auditor=200),
    staff("audit:of_object", officer=200, auditor=200, kind="registry.organisation", object_id="3"),
    staff("audit:export", officer=200, auditor=200, form="csv"),
    staff("audit:export", officer=200, auditor=200, form="xlsx"),
    staff("audit:export", officer=404, auditor=404, form="pdf"),
    staff("audit:seals", officer=403, auditor=200),
    Row("attachments:file", 404, 404, 200, 200, arguments={"key": ATTACHMENT}),
    Row("attachments:remove", SIGN_IN, 404, 200, 403, arguments={"key": ATTACHMENT}),
    Row("attachments:remove", SIGN_IN, 404, 422, 403, method="post", arguments={"key": ATTACHMENT}),
    public("attachments:file", 404, key="00000000-0000-4000-8000-000000000000"),
    public("api_guide:guide"),
    public("api_guide:openapi"),
    Row("api_tokens:own", SIGN_IN, 200, 200, 200),
    Row("api_tokens:revoke", SIGN_IN, 404, 404, 404, method="post", arguments={"pk": 999_999}),
    public("api:api-root", 404),
    public("api:organisations"),
    public("api:organisation", slug="hosp-a"),
    public("api:organisation", 404, slug="nobody"),
    public("api:regions"),
    public("api:sources"),
    public("api:appointments"),
    Row("api:people", 401, 403, 200, 200),
    Row("api:vacancies", 401, 403, 200, 200),
    Row("api:agreements", 401, 403, 200, 200),
    Row("api:cii", 401, 403, 403, 200),
    public("api:events"),
    Row("api:proposals", 401, 200, 200, 200),
    public("api:calendars"),
    public("api:holidays"),
    Row("api:entries", 401, 403, 200, 200),
    Row("api:jobs", 401, 200, 200, 200),
    Row("api:notices", 401, 200, 200, 200),
    public("api:plan"),
    public("api:places"),
    Row("api:scenarios", 401, 403, 200, 200),
    public("allocation:home"),
    public("allocation:need"),
    public("allocation:plan"),
    public("allocation:proof"),
    public("allocation:problem"),
    public("allocation:plan_export", kind="csv"),
    public("allocation:why", slug="hosp-a"),
    staff("allocation:scenarios", officer=200, auditor=200),
    staff("allocation:new_scenario", officer=200, auditor=403),
    staff("allocation:new_scenario", officer=422, auditor=403, method="post"),
    staff(
        "allocation:new_scenario",
        officer=302,
        auditor=403,
        method="post",
        data={"name": "Three places", "units": 3, "tie_seed": 1},
    ),
    staff("allocation:scenario", officer=200, auditor=200, pk=PLAN),
    staff("allocation:progress", officer=200, auditor=200, pk=PLAN),
    staff("allocation:cancel", officer=302, auditor=403, method="post", pk=PLAN),
    staff("allocation:cancel", officer=302, auditor=403, method="post", pk=WAITING),
    staff("allocation:check", officer=302, auditor=302, method="post", pk=PLAN),
    staff("allocation:scenario_problem", officer=200, auditor=200, pk=PLAN),
    staff("allocation:scenario_export", officer=200, auditor=200, pk=PLAN, kind="xlsx"),
    staff("allocation:scenario_why", officer=200, auditor=200, pk=PLAN, slug="hosp-a"),
    public("registry:calendars"),
    public("registry:calendar_year", 404, code="office", year=2027),
    public("registry:calendar_ics", 404, code="office", year=2027),
    public("registry:calendar_of", slug="hosp-a"),
    public("registry:calendar_of", 404, slug="nobody"),
    staff("registry:calendar_of", officer=422, auditor=403, method="post", slug="hosp-a"),
    staff("registry:load_holidays", officer=200, auditor=403),
    staff("registry:load_holidays", officer=422, auditor=403, method="post"),
    staff("registry:special_days", officer=200, auditor=403),
    staff("registry:special_days", officer=422, auditor=403, method="post"),
    staff("registry:withdraw_special_day", officer=404, auditor=403, method="post", pk=999_999),
    public("registry:organisations"),
    public("registry:organisation", slug="hosp-a"),
    public("registry:organisation", 404, slug="nobody"),
    staff("registry:add_document", officer=200, auditor=403, slug="hosp-a"),
    staff("registry:add_document", officer=422, auditor=403, method="post", slug="hosp-a"),
    Row("registry:add_document", SIGN_IN, 404, 404, 404, arguments={"slug": "nobody"}),
    public("registry:organisations_export", form="csv"),
    public("registry:organisations_export", form="xlsx"),
    public("registry:organisations_export", 404, form="pdf"),
    public("registry:districts"),
    public("registry:district", code="LK-11"),
    public("registry:district", 404, code="LK-1"),
    public("registry:sources"),
    staff("registry:people", officer=200, auditor=200),
    staff("registry:new_person", officer=200, auditor=403),
    staff("registry:person", officer=200, auditor=200, pk=PERSON),
    staff("registry:person", officer=404, auditor=404, pk=999_999),
    staff("registry:correct_person", officer=200, auditor=403, pk=PERSON),
    staff("registry:person_rights", officer=200, auditor=200, pk=PERSON),
    staff("registry:appoint", officer=200, auditor=403, pk=PERSON),
    staff("registry:invite", officer=200, auditor=403, pk=PERSON),
    staff("registry:leave", officer=200, auditor=403, pk=PERSON),
    staff("registry:appointment", officer=200, auditor=200, pk=APPOINTMENT),
    staff("registry:end_appointment", officer=200, auditor=403, pk=APPOINTMENT),
    staff("registry:lend_appointment", officer=200, auditor=403, pk=APPOINTMENT),
    staff("registry:take_back", officer=404, auditor=403, method="post", pk=999_999),
    staff("registry:organisation_people", officer=200, auditor=200, slug="hosp-a"),
    staff("registry:organisation_access", officer=200, auditor=200, slug="hosp-a"),
    staff("registry:vacancies", officer=200, auditor=200),
    staff("registry:agreements", officer=200, auditor=200),
    staff("registry:new_agreement", officer=200, auditor=403),
    staff("registry:end_agreement", officer=404, auditor=403, pk=999_999),
    staff("registry:cii", officer=403, auditor=200),
    staff("registry:propose_cii", officer=403, auditor=403),
    staff("registry:accept_cii", officer=403, auditor=403, method="post", pk=999_999),
    staff("registry:close_cii", officer=403, auditor=403, pk=999_999),
    staff("registry:people_export", officer=200, auditor=200, form="csv"),
    staff("registry:people_export", officer=404, auditor=404, form="pdf"),
    staff("registry:imports", officer=200, auditor=403),
    staff("registry:new_import", officer=200, auditor=403),
    staff("registry:new_import", officer=422, auditor=403, method="post"),
    staff("registry:import_template", officer=200, auditor=403, kind="people"),
    staff("registry:import", officer=404, auditor=403, pk=999_999),
    staff("registry:import_columns", officer=404, auditor=403, pk=999_999),
    staff("registry:import_words", officer=404, auditor=403, pk=999_999),
    staff("registry:import_progress", officer=404, auditor=403, pk=999_999),
    staff("registry:import_changes", officer=404, auditor=403, pk=999_999),
    staff("registry:import_faults", officer=404, auditor=403, pk=999_999),
    staff("registry:import_faults_file", officer=404, auditor=403, pk=999_999),
    staff("registry:check_import", officer=404, auditor=403, method="post", pk=999_999),
    staff("registry:commit_import", officer=404, auditor=403, method="post", pk=999_999),
    staff("registry:stop_import", officer=404, auditor=403, method="post", pk=999_999),
    staff("registry:drop_import", officer=404, auditor=403, method="post", pk=999_999),
    staff("registry:load", officer=302, auditor=403),
]
