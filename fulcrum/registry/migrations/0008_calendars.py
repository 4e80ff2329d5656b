"""Working calendars: hours, rules, holidays of years, special days; what is published is never changed in place."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


PUBLISHED = (
    "registry_calendarcontent",
    "registry_workinghours",
    "registry_calendarrule",
    "registry_holidaylist",
    "registry_holiday",
)
REFUSE = """
CREATE FUNCTION published_calendars_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'published calendars are never changed: publish the next version';
END
$$;
""" + "".join(
    f"""
CREATE TRIGGER published_calendars_stay BEFORE UPDATE OR DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION published_calendars_stay();
"""
    for table in PUBLISHED
)
ALLOW = "".join(f"DROP TRIGGER published_calendars_stay ON {table};" for table in PUBLISHED) + """
DROP FUNCTION published_calendars_stay();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0007_appointments_of_people'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Calendar',
            fields=[
                ('code', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ('pack', models.CharField(max_length=20)),
                ('position', models.PositiveSmallIntegerField()),
                ('name_en', models.CharField(max_length=120)),
                ('name_si', models.CharField(blank=True, max_length=120)),
                ('name_ta', models.CharField(blank=True, max_length=120)),
                ('zone', models.CharField(help_text='of the IANA time zone database', max_length=40)),
                ('observes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, help_text='kinds of holidays on which it is shut', size=None)),
                ('covered_from', models.DateField(help_text='first day that it may speak of')),
                ('covered_until', models.DateField(blank=True, help_text='last day, only where no holidays are observed', null=True)),
            ],
            options={
                'ordering': ['position', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('observes__contained_by', ['public', 'bank', 'mercantile', 'special'])), name='calendar_observes_known_kinds'), models.CheckConstraint(condition=models.Q(models.Q(('covered_until__isnull', False), ('observes__len', 0)), models.Q(models.Q(('observes__len', 0), _negated=True), ('covered_until__isnull', True)), _connector='OR'), name='calendar_ends_only_without_holidays')],
            },
        ),
        migrations.CreateModel(
            name='CalendarContent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pack', models.CharField(max_length=20)),
                ('version', models.CharField(max_length=40)),
                ('content_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CalendarRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('slug', models.CharField(blank=True, help_text='one organisation', max_length=120)),
                ('kind', models.CharField(blank=True, max_length=40)),
                ('subkind', models.CharField(blank=True, max_length=40)),
                ('sector', models.CharField(blank=True, max_length=40)),
                ('begins_on', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(max_length=300)),
                ('calendar', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='registry.calendar')),
                ('content', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='registry.calendarcontent')),
            ],
            options={
                'ordering': ['content', 'position'],
            },
        ),
        migrations.CreateModel(
            name='CalendarStamp',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('token', models.UUIDField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='calendar_stamp_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='HolidayList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pack', models.CharField(max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('version', models.PositiveSmallIntegerField()),
                ('basis', models.CharField(max_length=40)),
                ('gazette', models.CharField(help_text='number and day of the Gazette that declares them', max_length=120)),
                ('source', models.CharField(help_text='where the dates were read', max_length=300)),
                ('note', models.TextField(blank=True, help_text='what is doubtful or not carried')),
                ('names_state', models.CharField(max_length=40)),
                ('reason', models.CharField(blank=True, help_text='why this version follows another', max_length=300)),
                ('content_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('content', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holiday_lists', to='registry.calendarcontent')),
            ],
            options={
                'ordering': ['pack', 'year', 'version'],
            },
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('name_en', models.CharField(max_length=120)),
                ('name_si', models.CharField(blank=True, max_length=120)),
                ('name_ta', models.CharField(blank=True, max_length=120)),
                ('kind', models.CharField(max_length=40)),
                ('only', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('excepted', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('in_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holidays', to='registry.holidaylist')),
            ],
            options={
                'ordering': ['day', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='OrganisationCalendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_on', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(max_length=300)),
                ('source', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.calendar')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_calendars', to='registry.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='SpecialDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pack', models.CharField(max_length=20)),
                ('code', models.SlugField(blank=True, help_text='its name in a content file', max_length=60)),
                ('first_on', models.DateField()),
                ('last_on', models.DateField()),
                ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, help_text='0 is Monday; empty: every day', size=None)),
                ('effect', models.CharField(max_length=40)),
                ('opens', models.TimeField(blank=True, null=True)),
                ('closes', models.TimeField(blank=True, null=True)),
                ('only', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('excepted', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('name_en', models.CharField(max_length=120)),
                ('name_si', models.CharField(blank=True, max_length=120)),
                ('name_ta', models.CharField(blank=True, max_length=120)),
                ('source', models.CharField(max_length=300)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_because', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('content', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='special_days', to='registry.calendarcontent')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['first_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='WorkingHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_on', models.DateField()),
                ('weekday', models.PositiveSmallIntegerField(help_text='0 is Monday')),
                ('opens', models.TimeField()),
                ('closes', models.TimeField(help_text='00:00 is the midnight at the end of the day')),
                ('basis', models.CharField(max_length=300)),
                ('is_confirmed', models.BooleanField()),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hours', to='registry.calendar')),
                ('content', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hours', to='registry.calendarcontent')),
            ],
            options={
                'ordering': ['calendar', 'begins_on', 'weekday', 'opens'],
            },
        ),
        migrations.AddIndex(
            model_name='calendarcontent',
            index=models.Index(fields=['pack', '-at'], name='calendar_contents_of_a_pack'),
        ),
        migrations.AddConstraint(
            model_name='calendarrule',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['', 'commission', 'court', 'department', 'district_secretariat', 'divisional_secretariat', 'hospital', 'ministry', 'municipal_council', 'other', 'pradeshiya_sabha', 'provincial_council', 'provincial_department', 'provincial_ministry', 'provincial_office', 'provincial_statutory_body', 'state_owned_enterprise', 'statutory_body', 'university', 'urban_council'])), name='calendar_rule_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='calendarrule',
            constraint=models.CheckConstraint(condition=models.Q(('subkind__in', ['', 'bank', 'base_hospital_a', 'base_hospital_b', 'college_of_education', 'diplomatic_mission', 'district_general_hospital', 'economic_centre', 'health_programme', 'presidential_task_force', 'provincial_general_hospital', 'regional_health_directorate', 'special_hospital', 'subsidiary', 'teaching_hospital', 'university_campus', 'university_institute', 'zonal_education_office'])), name='calendar_rule_subkind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='calendarrule',
            constraint=models.CheckConstraint(condition=models.Q(('sector__in', ['', '01', '02', '03', '04', '05', '06', '07', '08', '09', '10'])), name='calendar_rule_sector_is_known'),
        ),
        migrations.AddConstraint(
            model_name='calendarrule',
            constraint=models.UniqueConstraint(fields=('content', 'position'), name='one_calendar_rule_at_a_position'),
        ),
        migrations.AddConstraint(
            model_name='holidaylist',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['gazette', 'package'])), name='holiday_list_basis_is_known'),
        ),
        migrations.AddConstraint(
            model_name='holidaylist',
            constraint=models.CheckConstraint(condition=models.Q(('names_state__in', ['draft', 'reviewed'])), name='holiday_list_names_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='holidaylist',
            constraint=models.UniqueConstraint(fields=('pack', 'year', 'version'), name='one_holiday_list_a_version'),
        ),
        migrations.AddConstraint(
            model_name='holidaylist',
            constraint=models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='holiday_list_versions_from_1'),
        ),
        migrations.AddConstraint(
            model_name='holidaylist',
            constraint=models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='holiday_list_correction_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='holiday',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['bank', 'mercantile', 'public', 'special'])), name='holiday_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='holiday',
            constraint=models.UniqueConstraint(fields=('in_list', 'day', 'name_en'), name='one_holiday_of_a_name_a_day'),
        ),
        migrations.AddConstraint(
            model_name='holiday',
            constraint=models.CheckConstraint(condition=models.Q(('only__len', 0), ('excepted__len', 0), _connector='OR'), name='holiday_only_or_excepted'),
        ),
        migrations.AddIndex(
            model_name='organisationcalendar',
            index=models.Index(fields=['organisation', '-at'], name='own_calendars_of_a_body'),
        ),
        migrations.AddConstraint(
            model_name='organisationcalendar',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('begins_on')), _connector='OR'), name='own_calendar_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='specialday',
            constraint=models.CheckConstraint(condition=models.Q(('effect__in', ['hours', 'shut', 'usual'])), name='special_day_effect_is_known'),
        ),
        migrations.AddConstraint(
            model_name='specialday',
            constraint=models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='special_day_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='specialday',
            constraint=models.CheckConstraint(condition=models.Q(('weekdays__contained_by', [0, 1, 2, 3, 4, 5, 6])), name='special_day_weekdays_are_known'),
        ),
        migrations.AddConstraint(
            model_name='specialday',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closes__isnull', False), ('effect', 'hours'), ('opens__isnull', False)), models.Q(models.Q(('effect', 'hours'), _negated=True), ('closes__isnull', True), ('opens__isnull', True)), _connector='OR'), name='special_day_hours_with_their_effect'),
        ),
        migrations.AddConstraint(
            model_name='specialday',
            constraint=models.CheckConstraint(condition=models.Q(('opens__isnull', True), ('closes__gt', models.F('opens')), ('closes', '00:00'), _connector='OR'), name='special_day_closes_after_opening'),
        ),
        migrations.AddConstraint(
            model_name='specialday',
            constraint=models.CheckConstraint(condition=models.Q(('only__len', 0), ('excepted__len', 0), _connector='OR'), name='special_day_only_or_excepted'),
        ),
        migrations.AddConstraint(
            model_name='specialday',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), models.Q(('withdrawn_because', ''), _negated=True), _connector='OR'), name='special_day_withdrawn_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='specialday',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), ('withdrawn_at__isnull', True)), fields=('pack', 'code'), name='one_standing_special_day_a_code'),
        ),
        migrations.AddConstraint(
            model_name='workinghours',
            constraint=models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='working_hours_on_a_weekday'),
        ),
        migrations.AddConstraint(
            model_name='workinghours',
            constraint=models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens')), ('closes', '00:00'), _connector='OR'), name='working_hours_close_after_opening'),
        ),
        migrations.AddConstraint(
            model_name='workinghours',
            constraint=models.UniqueConstraint(fields=('content', 'calendar', 'begins_on', 'weekday', 'opens'), name='one_opening_at_a_time'),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
