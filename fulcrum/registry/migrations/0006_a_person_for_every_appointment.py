from datetime import timedelta

from django.db import migrations

from fulcrum.kit.sort_key import list_key
from fulcrum.kit.text import search_index

DAYS_OF_AN_AUDITOR = 365


def give_each_their_person(apps, schema_editor):
    """Until now an appointment named an account. Auditors, whose time must end, get a year from their first day."""
    Appointment = apps.get_model("registry", "Appointment")
    Person = apps.get_model("registry", "Person")
    people = {}
    for appointment in Appointment.objects.select_related("user").order_by("pk"):
        user = appointment.user
        if user.pk not in people:
            people[user.pk] = Person.objects.create(
                user=user,
                name_en=user.name,
                email=user.email,
                pack="demo" if user.is_demonstration else "lk",
                added_at=user.joined_at,
                sort_en=list_key(user.name, user.name),
                sort_si=list_key("", user.name),
                sort_ta=list_key("", user.name),
                search_text=search_index(user.name),
            )
        appointment.person = people[user.pk]
        appointment.made_at = user.joined_at
        if appointment.role == "auditor" and appointment.until is None:
            appointment.until = appointment.begins_on + timedelta(days=DAYS_OF_AN_AUDITOR)
        appointment.save()


class Migration(migrations.Migration):
    """Not reversible into accounts: a person may have no account."""

    dependencies = [('registry', '0005_people_and_agreements')]

    operations = [migrations.RunPython(give_each_their_person, migrations.RunPython.noop)]
