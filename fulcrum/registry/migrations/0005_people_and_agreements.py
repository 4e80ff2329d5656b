import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    """People apart from accounts; where an appointment reaches; partners, agreements, delegations; the CII register.

    Constraints on spans of days need btree_gist, a trusted extension that a database's owner may add.
    """

    dependencies = [
        ('registry', '0004_words_of_names_and_short_titles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reach', models.CharField(default='nation', max_length=40)),
                ('reference', models.CharField(max_length=60, unique=True)),
                ('purpose', models.CharField(max_length=300)),
                ('begins_on', models.DateField()),
                ('until', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('end_reason', models.CharField(blank=True, help_text='why it ended before its time', max_length=300)),
            ],
            options={
                'ordering': ['until', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CiiEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(max_length=40)),
                ('reference', models.CharField(help_text='decision or list that it rests on', max_length=200)),
                ('essential_service', models.CharField(max_length=200)),
                ('begins_on', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('proposed_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['organisation__sort_en', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_on', models.DateField()),
                ('until', models.DateField()),
                ('reason', models.CharField(max_length=300)),
                ('made_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-begins_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('name_en', models.CharField(max_length=200, unique=True)),
                ('name_si', models.CharField(blank=True, max_length=200)),
                ('name_ta', models.CharField(blank=True, max_length=200)),
                ('website', models.URLField(blank=True)),
                ('pack', models.CharField(max_length=20)),
                ('sort_en', models.TextField(db_collation='C', default='', editable=False)),
                ('sort_si', models.TextField(db_collation='C', default='', editable=False)),
                ('sort_ta', models.TextField(db_collation='C', default='', editable=False)),
            ],
            options={
                'ordering': ['sort_en', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(help_text='full name in Latin letters', max_length=200)),
                ('name_si', models.CharField(blank=True, max_length=200)),
                ('name_ta', models.CharField(blank=True, max_length=200)),
                ('initials_en', models.CharField(blank=True, help_text='name with initials', max_length=200)),
                ('initials_si', models.CharField(blank=True, max_length=200)),
                ('initials_ta', models.CharField(blank=True, max_length=200)),
                ('preferred_name', models.CharField(blank=True, help_text='how they wish to be addressed', max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('languages', models.CharField(blank=True, help_text='codes of the languages they work in', max_length=20)),
                ('pack', models.CharField(max_length=20)),
                ('added_at', models.DateTimeField()),
                ('pseudonymised_at', models.DateTimeField(blank=True, null=True)),
                ('sort_en', models.TextField(db_collation='C', default='', editable=False)),
                ('sort_si', models.TextField(db_collation='C', default='', editable=False)),
                ('sort_ta', models.TextField(db_collation='C', default='', editable=False)),
                ('search_text', models.TextField(default='', editable=False, help_text='their names as a search compares them')),
            ],
            options={
                'ordering': ['sort_en', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='appointment',
            name='appointment_role_is_known',
        ),
        migrations.RemoveIndex(
            model_name='appointment',
            name='appointments_of_a_user',
        ),
        migrations.AddField(
            model_name='appointment',
            name='basis',
            field=models.CharField(blank=True, help_text='letter or decision that it rests on', max_length=200),
        ),
        migrations.AddField(
            model_name='appointment',
            name='end_reason',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='appointment',
            name='ended_at',
            field=models.DateTimeField(blank=True, help_text='when it was ended, if in the course of a day', null=True),
        ),
        migrations.AddField(
            model_name='appointment',
            name='made_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='appointment',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='appointment',
            name='manner',
            field=models.CharField(default='substantive', max_length=40),
        ),
        migrations.AddField(
            model_name='appointment',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='registry.organisation'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='reach',
            field=models.CharField(default='nation', max_length=40),
        ),
        migrations.AddField(
            model_name='appointment',
            name='region',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='registry.region'),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='role',
            field=models.CharField(max_length=40),
        ),
        migrations.AddField(
            model_name='agreement',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='agreement',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='registry.organisation'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='region',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='registry.region'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='agreement',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='registry.agreement'),
        ),
        migrations.AddField(
            model_name='ciientry',
            name='accepted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ciientry',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cii_entries', to='registry.organisation'),
        ),
        migrations.AddField(
            model_name='ciientry',
            name='proposed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='delegation',
            name='appointment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='registry.appointment'),
        ),
        migrations.AddField(
            model_name='delegation',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['agency', 'association', 'donor', 'firm', 'university', 'vendor'])), name='partner_kind_is_known'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='partner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='registry.partner'),
        ),
        migrations.AddField(
            model_name='person',
            name='user',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='person', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='delegation',
            name='to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='registry.person'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='registry.person'),
        ),
        migrations.AddConstraint(
            model_name='ciientry',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['cabinet', 'cert', 'programme'])), name='cii_basis_is_known'),
        ),
        migrations.AddConstraint(
            model_name='ciientry',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('begins_on')), _connector='OR'), name='cii_entry_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='ciientry',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_by__isnull', True), models.Q(('accepted_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='cii_entry_is_accepted_by_a_second_person'),
        ),
        migrations.AddConstraint(
            model_name='ciientry',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('organisation', 'essential_service'), name='one_open_cii_entry_per_service'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), ('reach', 'nation'), ('region__isnull', True)), models.Q(('organisation__isnull', True), ('reach', 'area'), ('region__isnull', False)), models.Q(('organisation__isnull', False), ('reach__in', ['portfolio', 'organisation']), ('region__isnull', True)), _connector='OR'), name='agreement_reach_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('begins_on'))), name='agreement_ends_after_it_begins'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['sort_en', 'id'], name='people_by_english_name'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['sort_si', 'id'], name='people_by_sinhala_name'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['sort_ta', 'id'], name='people_by_tamil_name'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='people_whose_text_holds', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('name_en', ''), _negated=True), name='person_has_a_name'),
        ),
        migrations.AddIndex(
            model_name='delegation',
            index=models.Index(fields=['to', 'until'], name='delegations_to_a_person'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('begins_on'))), name='delegation_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='delegation_has_a_reason'),
        ),
    ]
