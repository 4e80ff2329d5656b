"""People of the demonstration that the register gives something to do. They belong to the simulated country."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.signin.demonstration import DemonstrationPerson, TourStep

HEAD = DemonstrationPerson(
    order=20,
    email="head@demo.fulcrum.invalid",
    name="Samali (demo)",
    role=_("Head of organisation"),
    task=_("Sees the own organisation, fills its posts, lends rights for a leave, proposes corrections."),
    tour=(
        TourStep(
            _("See what waits for you"),
            _("My work lists what needs you, the oldest deadline first."),
            "web:work",
            _("Open My work"),
        ),
        TourStep(
            _("Who holds which office"),
            _("Each office shows its holder or since when it stands empty. Appoint from a person's page."),
            "registry:people",
            _("Open the people"),
        ),
        TourStep(
            _("How long offices stand empty"),
            _("The clock runs from the day on which the last holder of their own left."),
            "registry:vacancies",
            _("See empty offices"),
        ),
    ),
)
ANALYST = DemonstrationPerson(
    order=80,
    email="analyst@demo.fulcrum.invalid",
    name="Noor (demo)",
    role=_("Analyst of the national computer emergency team"),
    task=_("Keeps the confidential register of critical infrastructure; each reading is written down."),
    tour=(
        TourStep(
            _("Read the confidential register"),
            _("You see entries within your reach. That you read them is written down with your name."),
            "registry:cii",
            _("Open the register"),
        ),
        TourStep(
            _("Propose an entry"),
            _("What one analyst proposes, a second one accepts; nobody decides alone."),
            "registry:propose_cii",
            _("Propose an entry"),
        ),
        TourStep(
            _("See what waits for you"),
            _("My work lists what needs you, the oldest deadline first."),
            "web:work",
            _("Open My work"),
        ),
    ),
)
