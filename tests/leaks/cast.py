"""Who walks through the program: those out of reach of what is planted, and those who are within it."""

from datetime import timedelta

from django.utils import timezone

from tests.cast import FAR_OFF, LONG_AGO, NOW, somebody

KEY = 777_001
"""The primary key of every planted row, so that one number tried in an address meets whatever it is the address of."""
HEAD_KEY = 777_002
"""The key of the person and of the appointment of the head of hosp-a, whose office everybody may know of."""

VISITOR = "visitor"
OUT_OF_REACH = (
    VISITOR,
    "somebody whose rights all ended",
    "volunteer and public officer of the house",
    "head of another house",
    "auditor of another house",
)
WITHIN_REACH = ("officer", "auditor", "analyst", "head", "chief digital officer")


def people(register):
    """Everybody by what they are, the visitor left out; nothing is planted yet."""
    house, other = register["hosp-a"], register["hosp-b"]
    return {
        "officer": somebody("Nimali", "programme_officer"),
        "auditor": somebody("Kasun", "auditor"),
        "analyst": somebody("Fathima", "cert_analyst"),
        "head": _head(house),
        "chief digital officer": somebody("Ravi", "cdio", organisation=house),
        "somebody whose rights all ended": _with_rights_that_ended(house),
        "volunteer and public officer of the house": _public_officer(house),
        "head of another house": somebody("Malini", "head", organisation=other),
        "auditor of another house": somebody("Tharaka", "auditor", organisation=other),
    }


def _head(house):
    from fulcrum.registry.models import Appointment, Person

    user = somebody("Sunethra")
    Person.objects.filter(user=user).delete()
    person = Person.objects.create(pk=HEAD_KEY, user=user, name_en="Sunethra", pack="lk", added_at=NOW)
    Appointment.objects.create(
        pk=HEAD_KEY,
        person=person,
        role="head",
        reach="organisation",
        organisation=house,
        manner="substantive",
        begins_on=LONG_AGO,
        made_at=NOW,
    )
    return user


def _with_rights_that_ended(house):
    """Her agreement ended yesterday, her appointment today, and what was lent to her was taken back."""
    from fulcrum.registry.models import Agreement, Appointment, Delegation, Partner

    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    agreement = Agreement.objects.create(
        partner=Partner.objects.create(kind="firm", name_en="Past Advisers", pack="lk"),
        reference="P-1",
        purpose="advice",
        reach="organisation",
        organisation=house,
        begins_on=LONG_AGO,
        until=yesterday,
        made_at=NOW,
    )
    user = somebody("Devi", "adviser", organisation=house, until=FAR_OFF, agreement=agreement)
    Appointment.objects.create(
        person=user.person,
        role="head",
        reach="organisation",
        organisation=house,
        manner="acting",
        begins_on=LONG_AGO,
        until=today,
        ended_at=timezone.now(),
        end_reason="moved",
        made_at=NOW,
    )
    Delegation.objects.create(
        appointment_id=HEAD_KEY,
        to=user.person,
        begins_on=LONG_AGO,
        until=today + timedelta(days=30),
        reason="leave",
        made_at=NOW,
        withdrawn_at=timezone.now(),
    )
    return user


def _public_officer(house):
    """Two roles that are cleared for public facts only, one of them at the house itself."""
    from fulcrum.registry.models import Appointment

    user = somebody("Priya", "volunteer")
    Appointment.objects.create(
        person=user.person,
        role="public_officer",
        reach="organisation",
        organisation=house,
        manner="substantive",
        begins_on=LONG_AGO,
        made_at=NOW,
    )
    return user
