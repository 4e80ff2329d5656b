"""Rows that are there already get a first version: what they were is known from now on."""

from django.db import migrations

KEPT = {"Organisation": "OrganisationVersion", "Person": "PersonVersion", "Appointment": "AppointmentVersion"}
OWN = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context")


def begin(apps, schema_editor):
    for of, name in KEPT.items():
        model, version = apps.get_model("registry", of), apps.get_model("registry", name)
        columns = ", ".join(f'"{each.column}"' for each in version._meta.fields if each.name not in OWN)
        schema_editor.execute(
            f'INSERT INTO "{version._meta.db_table}" ({columns}, pgh_created_at, pgh_label, pgh_obj_id)'
            f' SELECT {columns}, now(), \'known\', "{model._meta.pk.column}" FROM "{model._meta.db_table}"'
        )


class Migration(migrations.Migration):
    dependencies = [("registry", "0009_as_they_were")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop, elidable=True)]
