"""What this app tells the floors below when the program starts: actions, menu, demonstration people, slots."""

from django.utils.translation import gettext_lazy as _

from fulcrum.allocation import (
    audited,
    board_source,
    job_kinds,
    line_documents,
    my_work,
    offer_documents,
    offer_notices,
    offer_slot,
    offer_work,
    refusals,
    request_notices,
    request_slot,
    request_work,
    slots,
)
from fulcrum.allocation.permissions import ACTIONS, NATIONWIDE, WORDS
from fulcrum.allocation.services import plans
from fulcrum.foundation.jobs import given_up, kinds
from fulcrum.foundation.signin.demonstration import DemonstrationPerson, TourStep
from fulcrum.foundation.signin.demonstration import register as register_people
from fulcrum.foundation.web import menu
from fulcrum.foundation.web import refusals as sentences
from fulcrum.registry import access
from fulcrum.registry.menu_lines import shown_to

OFFICER = DemonstrationPerson(
    order=10,
    email="officer@demo.fulcrum.invalid",
    name="Dilani (demo)",
    role=_("Programme officer"),
    task=_("Tries other numbers and quotas, sees what they change, loads the list of organisations."),
    tour=(
        TourStep(
            _("Ask the engine a question"),
            _(
                "A scenario says how many units there are and how they must be spread. Start from the shipped one, change a number and run it."
            ),
            "allocation:new_scenario",
            _("Make a scenario"),
        ),
        TourStep(
            _("Look at the answer and ask why"),
            _(
                "Each plan is a map and a list. Open any organisation to see why it is in or why it is not, and what would change that."
            ),
            "allocation:scenarios",
            _("Open the scenarios"),
        ),
        TourStep(
            _("Keep the list of organisations true"),
            _("Import a corrected list: every row is checked first, and a bad file changes nothing."),
            "registry:imports",
            _("Import a file"),
        ),
    ),
)
AUDITOR = DemonstrationPerson(
    order=90,
    email="auditor@demo.fulcrum.invalid",
    name="Farook (demo)",
    role=_("Auditor"),
    task=_("Reads every scenario and plan, and has any plan checked again by a second program."),
    tour=(
        TourStep(
            _("See what was asked"),
            _(
                "Every scenario that was ever run is kept with the one who asked, the time and the exact input."
            ),
            "allocation:scenarios",
            _("Open the scenarios"),
        ),
        TourStep(
            _("Have a plan checked again"),
            _(
                "A checker that shares no code with the engine counts the places, the quotas and the total anew."
            ),
            "allocation:scenarios",
            _("Open the scenarios"),
        ),
        TourStep(
            _("Follow a score to its source"),
            _("Every line of a score names its figure, its year and the publication that it comes from."),
            "allocation:need",
            _("How need is scored"),
        ),
    ),
)


def register() -> None:
    """Tell the lower floors; called once, in ready()."""
    access.register(ACTIONS, WORDS, nationwide=NATIONWIDE)
    sentences.register(refusals.WORDINGS)
    register_people(OFFICER, AUDITOR)
    slots.register()
    my_work.register()
    request_slot.register()
    request_work.register()
    request_notices.register()
    line_documents.register()
    offer_notices.register()
    offer_documents.register()
    offer_slot.register()
    offer_work.register()
    board_source.register()
    audited.register()
    given_up.register("allocation.run_plan", plans.fail)
    kinds.register(*job_kinds.KINDS)
    menu.register_group(menu.Group(10, "plan", _("Plan")))
    menu.register(
        menu.Entry(
            5,
            _("My organisation"),
            "allocation:my_organisation",
            shown_to("allocation.see_own_page"),
            group="plan",
        ),
        menu.Entry(10, _("The plan"), "allocation:plan", group="plan"),
        menu.Entry(40, _("Need score"), "allocation:need", group="plan"),
        menu.Entry(
            60, _("Scenarios"), "allocation:scenarios", shown_to("allocation.see_scenarios"), group="plan"
        ),
        menu.Entry(65, _("Offers"), "allocation:offers", shown_to("allocation.see_offers"), group="plan"),
        menu.Entry(
            70, _("Requests"), "allocation:requests", shown_to("allocation.see_requests"), group="plan"
        ),
        menu.Entry(80, _("Values"), "allocation:values", shown_to("allocation.see_requests"), group="plan"),
        menu.Entry(
            90, _("Briefings"), "allocation:briefings", shown_to("allocation.see_requests"), group="plan"
        ),
    )
