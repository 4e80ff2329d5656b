
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0002_register'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('programme_officer', 'Programme officer'), ('auditor', 'Auditor')], max_length=30)),
                ('begins_on', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'role'], name='appointments_of_a_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('begins_on')), _connector='OR'), name='appointment_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('role__in', ['programme_officer', 'auditor'])), name='appointment_role_is_known')],
            },
        ),
    ]
