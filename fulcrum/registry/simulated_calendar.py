"""The working days of the simulated country: Monday to Friday and no holidays, so that its history needs no Gazette."""

from datetime import date, datetime

from fulcrum.registry.models import Calendar, Organisation, OrganisationCalendar
from fulcrum.registry.models.region import SIMULATED
from fulcrum.registry.services import calendar_turn, calendars

CODE = "demo-office"
FIRST = date(2020, 1, 1)
BASIS = "Simulated"
CONTENT = f"""
format: fulcrum.calendars/1
pack: {SIMULATED}
version: "1"
zone: Asia/Colombo
names_state: draft
calendars:
  - code: {CODE}
    names:
      en: "Offices of the simulated country"
      si: "සමාකරණය කළ රටේ කාර්යාල"
      ta: "போலியாக உருவாக்கப்பட்ட நாட்டின் அலுவலகங்கள்"
    observes: []
    covered_from: {FIRST}
    covered_until: 2050-12-31
    hours:
      - begins_on: {FIRST}
        weekdays: [mon, tue, wed, thu, fri]
        opens: "08:30"
        closes: "16:15"
        basis: "{BASIS}"
        confirmed: yes
names: {{}}
rules: []
years: []
"""


def give_to_all(at: datetime) -> None:
    """Load the calendar, and let every simulated organisation work by it. Raises ValueError for a fault in the content."""
    report = calendars.load(CONTENT, file="simulated", by=None, at=at, dry_run=False)
    if not report.ok:
        raise ValueError(f"the simulated calendar has faults: {report.errors[:3]}")
    calendar = Calendar.objects.get(code=CODE)
    OrganisationCalendar.objects.bulk_create(
        OrganisationCalendar(
            organisation=body, calendar=calendar, begins_on=FIRST, reason=BASIS, source=BASIS, at=at
        )
        for body in Organisation.objects.filter(pack=SIMULATED)
    )
    calendar_turn.renew_stamp()
