import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    """Appointments belong to people, and the database keeps what must hold for every one of them."""

    dependencies = [('registry', '0006_a_person_for_every_appointment')]

    operations = [
        migrations.AlterField(
            model_name='appointment',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='registry.person'),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='made_at',
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='manner',
            field=models.CharField(max_length=40),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='reach',
            field=models.CharField(max_length=40),
        ),
        migrations.AlterField(
            model_name='agreement',
            name='reach',
            field=models.CharField(max_length=40),
        ),
        migrations.AlterModelOptions(
            name='appointment',
            options={'ordering': ['-begins_on', '-pk']},
        ),
        migrations.RemoveField(
            model_name='appointment',
            name='user',
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['person', 'role'], name='appointments_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['organisation', 'role', 'begins_on'], name='appointments_in_a_body'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['academic', 'adviser', 'auditor', 'cdio', 'cert_analyst', 'district_coordinator', 'head', 'information_security_officer', 'mentor', 'ministry_cdio', 'programme_officer', 'public_officer', 'second_line', 'training_provider', 'unit_lead', 'unit_member', 'volunteer'])), name='appointment_role_is_known'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('manner__in', ['acting', 'covering', 'substantive'])), name='appointment_manner_is_known'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), ('reach', 'nation'), ('region__isnull', True)), models.Q(('organisation__isnull', True), ('reach', 'area'), ('region__isnull', False)), models.Q(('organisation__isnull', False), ('reach__in', ['portfolio', 'organisation']), ('region__isnull', True)), _connector='OR'), name='appointment_reach_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreement__isnull', False), ('role__in', ['adviser', 'academic', 'mentor', 'training_provider', 'second_line'])), models.Q(models.Q(('role__in', ['adviser', 'academic', 'mentor', 'training_provider', 'second_line']), _negated=True), ('agreement__isnull', True)), _connector='OR'), name='appointment_of_partners_rests_on_an_agreement'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['auditor', 'adviser', 'academic', 'mentor', 'training_provider', 'second_line']), _negated=True), ('until__isnull', False), _connector='OR'), name='appointment_of_timed_roles_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('until__isnull', False), _connector='OR'), name='appointment_that_was_ended_has_a_last_day'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('manner', 'substantive'), ('role__in', ['head', 'cdio', 'ministry_cdio', 'information_security_officer'])), expressions=[('organisation', '='), ('role', '='), (models.Func(models.F('begins_on'), models.F('until'), models.Case(models.When(ended_at__isnull=True, then=models.Value('[]')), default=models.Value('[)')), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='office_has_one_holder_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('role', '='), (django.db.models.functions.comparison.Coalesce(models.F('organisation'), models.Value(0)), '='), (django.db.models.functions.comparison.Coalesce(models.F('region'), models.Value('')), '='), (models.Func(models.F('begins_on'), models.F('until'), models.Case(models.When(ended_at__isnull=True, then=models.Value('[]')), default=models.Value('[)')), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='person_holds_a_role_once_at_a_time'),
        ),
    ]
