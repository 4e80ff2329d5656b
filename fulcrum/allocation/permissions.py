"""What each role may do with scenarios, plans and offers, with requests for a unit and with the values of the need score."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.registry.domain.roles import Role

ACTIONS = {
    "allocation.see_scenarios": frozenset({Role.PROGRAMME_OFFICER, Role.AUDITOR}),
    "allocation.ask_scenario": frozenset({Role.PROGRAMME_OFFICER}),
    "allocation.check_plan": frozenset({Role.PROGRAMME_OFFICER, Role.AUDITOR}),
    "allocation.brief": frozenset({Role.PROGRAMME_OFFICER}),
    "allocation.request_unit": frozenset({Role.HEAD}),
    "allocation.see_requests": frozenset({Role.PROGRAMME_OFFICER, Role.AUDITOR, Role.HEAD, Role.CDIO}),
    "allocation.tend_requests": frozenset({Role.PROGRAMME_OFFICER}),
    "allocation.state_own_values": frozenset({Role.HEAD}),
    "allocation.agree_values": frozenset({Role.PROGRAMME_OFFICER}),
    "allocation.publish_need_model": frozenset({Role.PROGRAMME_OFFICER}),
    "allocation.publish_plan": frozenset({Role.PROGRAMME_OFFICER}),
    "allocation.see_offers": frozenset({Role.PROGRAMME_OFFICER, Role.AUDITOR, Role.HEAD, Role.CDIO}),
    "allocation.answer_offer": frozenset({Role.HEAD}),
    "allocation.run_offers": frozenset({Role.PROGRAMME_OFFICER}),
    "allocation.decide_appeals": frozenset({Role.PROGRAMME_OFFICER}),
    "allocation.confirm_paper": frozenset({Role.PROGRAMME_OFFICER}),
    "allocation.see_own_page": frozenset({Role.HEAD, Role.CDIO}),
}

NATIONWIDE = frozenset(
    {
        "allocation.see_scenarios",
        "allocation.ask_scenario",
        "allocation.check_plan",
        "allocation.publish_need_model",
        "allocation.publish_plan",
    }
)

WORDS: Mapping[str, Promise] = {
    "allocation.see_scenarios": _("See every scenario and its plan"),
    "allocation.ask_scenario": _("Make a scenario and have its plan computed"),
    "allocation.check_plan": _("Have a plan checked by the second program"),
    "allocation.brief": _("Record briefing sessions and who came"),
    "allocation.request_unit": _("Ask for a unit for the own organisation"),
    "allocation.see_requests": _("See briefings, requests for a unit and the values of the need score"),
    "allocation.tend_requests": _("Take up and close requests for a unit"),
    "allocation.state_own_values": _("State the values of the own organisation for the need score"),
    "allocation.agree_values": _("Agree on the values of the need score with heads, for the programme"),
    "allocation.publish_need_model": _("Publish the next need model with the agreed values"),
    "allocation.publish_plan": _("Publish a plan and make its offers"),
    "allocation.see_offers": _("See offers of a unit and their history"),
    "allocation.answer_offer": _(
        "Answer an offer for the own organisation: accept, decline, put off, ask, appeal"
    ),
    "allocation.run_offers": _(
        "Answer questions about offers, give more time, withdraw, hand in signed papers"
    ),
    "allocation.decide_appeals": _("Decide appeals about offers that others made"),
    "allocation.confirm_paper": _("Confirm answers on paper that others handed in"),
    "allocation.see_own_page": _("See what is asked of the own organisation on one page"),
}
