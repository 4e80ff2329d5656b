import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Imports, the rows that they stage, and what is wrong with these."""

    dependencies = [
        ('registry', '0011_organisations_through_time'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('pack', models.CharField(max_length=20)),
                ('state', models.CharField(max_length=40)),
                ('file_name', models.CharField(max_length=120)),
                ('format', models.CharField(max_length=40)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('rows', models.PositiveIntegerField(help_text='rows below the headings that are not empty')),
                ('headings', models.JSONField()),
                ('headings_key', models.CharField(help_text='the same for files with the same headings', max_length=64)),
                ('samples', models.JSONField()),
                ('words', models.JSONField()),
                ('other_sheets', models.JSONField(default=list)),
                ('mapping', models.JSONField(null=True)),
                ('register_mark', models.CharField(blank=True, max_length=120)),
                ('counts', models.JSONField(default=dict)),
                ('fault_count', models.PositiveIntegerField(default=0)),
                ('job_id', models.BigIntegerField(help_text='the job that is or was at it last', null=True)),
                ('at', models.DateTimeField()),
                ('checked_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='import_run', to='registry.uploadedfile')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=40)),
                ('number', models.PositiveIntegerField()),
                ('owner', models.PositiveIntegerField(null=True)),
                ('target', models.BigIntegerField(null=True)),
                ('state', models.CharField(max_length=40)),
                ('label', models.CharField(help_text='what the row is called on a page', max_length=300)),
                ('values', models.JSONField()),
                ('before', models.JSONField(null=True)),
                ('derived', models.JSONField(null=True)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staged', to='registry.importrun')),
            ],
            options={
                'ordering': ['number', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('field', models.CharField(blank=True, max_length=40)),
                ('value', models.CharField(blank=True, max_length=120)),
                ('code', models.CharField(max_length=60)),
                ('facts', models.JSONField(default=dict)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='faults', to='registry.importrun')),
            ],
            options={
                'ordering': ['number', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='importrun',
            index=models.Index(fields=['-at', '-id'], name='imports_newest_first'),
        ),
        migrations.AddIndex(
            model_name='importrun',
            index=models.Index(fields=['by', 'kind', 'headings_key'], name='imports_with_these_headings'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['organisations', 'people'])), name='import_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['checked', 'checking', 'committing', 'done', 'dropped', 'failed', 'mapping', 'stale'])), name='import_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(('format__in', ['csv', 'ods', 'xlsx'])), name='import_format_is_known'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_at__isnull', True)), _connector='OR'), name='import_is_done_once_it_has_a_day'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['run', 'part', 'state', 'number'], name='staged_rows_of_an_import'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.CheckConstraint(condition=models.Q(('part__in', ['appointment', 'organisation', 'person'])), name='import_row_part_is_known'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['changed', 'new', 'unchanged'])), name='import_row_state_is_known'),
        ),
        migrations.AddIndex(
            model_name='importfault',
            index=models.Index(fields=['run', 'number'], name='faults_of_an_import'),
        ),
    ]
