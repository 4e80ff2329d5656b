
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FIRST_KEY = 500_000_001
"""Far above the keys of any pack, and with the nine digits that a step of a path has."""


class Migration(migrations.Migration):
    """The history of organisations, their parents in several senses, proposals, and keys given here."""

    dependencies = [
        ('registry', '0010_first_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(
            f"CREATE SEQUENCE registry_organisation_key AS bigint START {FIRST_KEY} MAXVALUE 999999999",
            "DROP SEQUENCE registry_organisation_key",
        ),
        migrations.CreateModel(
            name='Lookalike',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('likeness', models.FloatField()),
                ('found_at', models.DateTimeField()),
                ('apart_at', models.DateTimeField(blank=True, null=True)),
                ('apart_reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['-likeness', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='OrganisationEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('on', models.DateField(help_text='the first day on which it holds')),
                ('reason', models.CharField(max_length=500)),
                ('source_text', models.CharField(help_text='the document or person that says so', max_length=300)),
                ('at', models.DateTimeField()),
                ('plan', models.JSONField(blank=True, default=dict)),
                ('before', models.JSONField(blank=True, default=dict)),
                ('after', models.JSONField(blank=True, default=dict)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('hindered_by', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Parentage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('begins_on', models.DateField(blank=True, help_text='empty: not known since when', null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(max_length=500)),
                ('source_text', models.CharField(max_length=300)),
                ('end_reason', models.CharField(blank=True, max_length=500)),
                ('made_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['kind', '-begins_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changes', models.JSONField(help_text='field: {was, value}')),
                ('reason', models.CharField(max_length=500)),
                ('source_text', models.CharField(max_length=300)),
                ('proposed_at', models.DateTimeField()),
                ('state', models.CharField(max_length=40)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('why', models.CharField(blank=True, help_text='what the proposer is told', max_length=500)),
            ],
            options={
                'ordering': ['-proposed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='organisation',
            name='organisation_si_basis_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='organisation',
            name='organisation_ta_basis_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='region',
            name='region_si_basis_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='region',
            name='region_ta_basis_is_known',
        ),
        migrations.AddField(
            model_name='organisation',
            name='decided',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='columns that people decided here; loading a pack leaves them as they are', size=None),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=django.contrib.postgres.indexes.GinIndex(fields=['name_en'], name='organisations_named_alike', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('si_basis__in', ['', 'cod-ab', 'cod-ab-cut', 'composed', 'election-commission', 'election-commission-corrected', 'election-commission-unreviewed', 'life', 'reviewed'])), name='organisation_si_basis_is_known'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('ta_basis__in', ['', 'cod-ab', 'cod-ab-cut', 'composed', 'election-commission', 'election-commission-corrected', 'election-commission-unreviewed', 'life', 'reviewed'])), name='organisation_ta_basis_is_known'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(('si_basis__in', ['', 'cod-ab', 'cod-ab-cut', 'composed', 'election-commission', 'election-commission-corrected', 'election-commission-unreviewed', 'life', 'reviewed'])), name='region_si_basis_is_known'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(('ta_basis__in', ['', 'cod-ab', 'cod-ab-cut', 'composed', 'election-commission', 'election-commission-corrected', 'election-commission-unreviewed', 'life', 'reviewed'])), name='region_ta_basis_is_known'),
        ),
        migrations.AddField(
            model_name='lookalike',
            name='apart_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='lookalike',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lookalikes', to='registry.organisation'),
        ),
        migrations.AddField(
            model_name='lookalike',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lookalikes_of_earlier', to='registry.organisation'),
        ),
        migrations.AddField(
            model_name='organisationevent',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='organisationevent',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='registry.organisation'),
        ),
        migrations.AddField(
            model_name='organisationevent',
            name='part_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='registry.organisationevent'),
        ),
        migrations.AddField(
            model_name='organisationevent',
            name='reversed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reverses', to='registry.organisationevent'),
        ),
        migrations.AddField(
            model_name='parentage',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parentages_ended', to='registry.organisationevent'),
        ),
        migrations.AddField(
            model_name='parentage',
            name='event',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parentages_made', to='registry.organisationevent'),
        ),
        migrations.AddField(
            model_name='parentage',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='parentage',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parentages', to='registry.organisation'),
        ),
        migrations.AddField(
            model_name='parentage',
            name='parent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='child_parentages', to='registry.organisation'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposal',
            name='event',
            field=models.OneToOneField(blank=True, help_text='the correction that it became', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='registry.organisationevent'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='registry.organisation'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='succession',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='registry.organisationevent'),
        ),
        migrations.AddField(
            model_name='succession',
            name='predecessor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='registry.organisation'),
        ),
        migrations.AddField(
            model_name='succession',
            name='successor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follows', to='registry.organisation'),
        ),
        migrations.AddConstraint(
            model_name='lookalike',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='lookalikes_are_listed_once'),
        ),
        migrations.AddConstraint(
            model_name='lookalike',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='lookalikes_stand_in_the_order_of_their_keys'),
        ),
        migrations.AddIndex(
            model_name='organisationevent',
            index=models.Index(fields=['organisation', '-on'], name='events_of_an_organisation'),
        ),
        migrations.AddIndex(
            model_name='organisationevent',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['on'], name='events_to_come'),
        ),
        migrations.AddIndex(
            model_name='organisationevent',
            index=models.Index(fields=['kind', 'on'], name='events_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='organisationevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['closed', 'corrected', 'created', 'merged', 'moved', 'opened', 'renamed', 'split', 'taken_back'])), name='organisation_event_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='organisationevent',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='organisation_event_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='organisationevent',
            constraint=models.CheckConstraint(condition=models.Q(('source_text', ''), _negated=True), name='organisation_event_has_a_source'),
        ),
        migrations.AddIndex(
            model_name='parentage',
            index=models.Index(fields=['organisation', 'kind'], name='parentages_of_an_organisation'),
        ),
        migrations.AddIndex(
            model_name='parentage',
            index=models.Index(fields=['parent', 'kind'], name='parentages_under_a_parent'),
        ),
        migrations.AddConstraint(
            model_name='parentage',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['administrative', 'geographic', 'sectoral'])), name='parentage_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='parentage',
            constraint=models.CheckConstraint(condition=models.Q(('organisation', models.F('parent')), _negated=True), name='parentage_joins_two_organisations'),
        ),
        migrations.AddConstraint(
            model_name='parentage',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('begins_on__isnull', True), ('until__gte', models.F('begins_on')), _connector='OR'), name='parentage_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='parentage',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'administrative'), ('withdrawn_at__isnull', True)), expressions=[('organisation', '='), (models.Func(models.F('begins_on'), models.F('until'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='administrative_parent_is_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='parentage',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('withdrawn_at__isnull', True)), expressions=[('organisation', '='), ('parent', '='), ('kind', '='), (models.Func(models.F('begins_on'), models.F('until'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='parentage_is_told_once_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['state', '-proposed_at'], name='proposals_by_state'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['organisation', 'state'], name='proposals_of_an_organisation'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['accepted', 'open', 'outdated', 'refused', 'withdrawn'])), name='proposal_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='proposal_is_decided_by_a_second_person'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='proposal_is_open_until_it_is_decided'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('decided_by__isnull', False), ('event__isnull', False)), _connector='OR'), name='accepted_proposal_has_its_correction'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(fields=('event', 'predecessor', 'successor'), name='succession_is_told_once_by_an_event'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='succession_joins_two_organisations'),
        ),
    ]
