
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('registry', '0001_trigrams'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Source',
            fields=[
                ('code', models.CharField(max_length=30, primary_key=True, serialize=False)),
                ('publisher', models.CharField(max_length=200)),
                ('title', models.CharField(max_length=300)),
                ('read_at', models.CharField(max_length=300)),
                ('year', models.PositiveSmallIntegerField(blank=True, help_text='empty: pages of several years', null=True)),
                ('licence', models.CharField(max_length=200)),
                ('licence_state', models.CharField(max_length=40)),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('licence_state__in', ['unverified', 'verified'])), name='source_licence_state_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('code', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('level', models.CharField(max_length=40)),
                ('iso_3166_2', models.CharField(blank=True, max_length=10)),
                ('cod_ab_pcode', models.CharField(blank=True, max_length=12)),
                ('name_en', models.CharField(max_length=80)),
                ('name_si', models.CharField(blank=True, max_length=80)),
                ('name_ta', models.CharField(blank=True, max_length=80)),
                ('si_basis', models.CharField(blank=True, max_length=40)),
                ('ta_basis', models.CharField(blank=True, max_length=40)),
                ('population', models.PositiveIntegerField(blank=True, null=True)),
                ('population_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('area_km2', models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True)),
                ('lat', models.DecimalField(decimal_places=5, max_digits=8)),
                ('lon', models.DecimalField(decimal_places=5, max_digits=8)),
                ('gn_divisions', models.PositiveIntegerField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('pack', models.CharField(max_length=20)),
                ('sort_en', models.TextField(db_collation='C', default='', editable=False)),
                ('sort_si', models.TextField(db_collation='C', default='', editable=False)),
                ('sort_ta', models.TextField(db_collation='C', default='', editable=False)),
                ('parent', models.ForeignKey(blank=True, db_column='parent_code', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='registry.region')),
                ('outline_source', models.ForeignKey(help_text='of the area and the centre', on_delete=django.db.models.deletion.PROTECT, related_name='outlined_regions', to='registry.source')),
                ('source', models.ForeignKey(help_text='of the division and its population', on_delete=django.db.models.deletion.PROTECT, related_name='regions', to='registry.source')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('key', models.BigIntegerField(primary_key=True, serialize=False)),
                ('slug', models.CharField(max_length=120, unique=True)),
                ('name_en', models.CharField(max_length=300)),
                ('name_si', models.CharField(blank=True, max_length=300)),
                ('name_ta', models.CharField(blank=True, max_length=300)),
                ('si_basis', models.CharField(blank=True, max_length=40)),
                ('ta_basis', models.CharField(blank=True, max_length=40)),
                ('kind', models.CharField(max_length=40)),
                ('subkind', models.CharField(blank=True, max_length=40)),
                ('tier', models.CharField(max_length=40)),
                ('parent_basis', models.CharField(blank=True, max_length=40)),
                ('sector', models.CharField(max_length=40)),
                ('district_basis', models.CharField(blank=True, max_length=40)),
                ('official_code', models.CharField(blank=True, max_length=30)),
                ('website', models.URLField(blank=True)),
                ('source_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('pack', models.CharField(max_length=20)),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('path', models.CharField(db_collation='C', default='', editable=False, max_length=120)),
                ('depth', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('bodies_below', models.PositiveIntegerField(default=0, editable=False)),
                ('sort_en', models.TextField(db_collation='C', default='', editable=False)),
                ('sort_si', models.TextField(db_collation='C', default='', editable=False)),
                ('sort_ta', models.TextField(db_collation='C', default='', editable=False)),
                ('search_text', models.TextField(default='', editable=False)),
                ('parent', models.ForeignKey(blank=True, db_column='parent_key', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='registry.organisation')),
                ('district', models.ForeignKey(blank=True, db_column='district_code', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seated', to='registry.region')),
                ('province', models.ForeignKey(blank=True, db_column='province_code', help_text='of the seat, else of the region served; set by the loader', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations_in_province', to='registry.region')),
                ('region', models.ForeignKey(blank=True, db_column='region_code', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='serving', to='registry.region')),
                ('source', models.ForeignKey(db_column='source_code', on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='registry.source')),
            ],
            options={
                'ordering': ['sort_en', 'key'],
            },
        ),
        migrations.CreateModel(
            name='IndicatorValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=40)),
                ('value', models.DecimalField(decimal_places=4, max_digits=14)),
                ('unit', models.CharField(max_length=40)),
                ('year', models.PositiveSmallIntegerField()),
                ('period', models.CharField(max_length=10)),
                ('statistic', models.CharField(max_length=40)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('pack', models.CharField(max_length=20)),
                ('region', models.ForeignKey(blank=True, db_column='region_code', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='registry.region')),
                ('source', models.ForeignKey(db_column='source_code', on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='registry.source')),
            ],
            options={
                'ordering': ['indicator', 'region', '-year'],
            },
        ),
        migrations.CreateModel(
            name='UploadedFile',
            fields=[
                ('token', models.UUIDField(primary_key=True, serialize=False)),
                ('pack', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('content', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='PackLoad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pack', models.CharField(max_length=20)),
                ('kind', models.CharField(max_length=40)),
                ('version', models.CharField(max_length=20)),
                ('content_hash', models.CharField(max_length=64)),
                ('files', models.JSONField(help_text='SHA-256 of each file by its name')),
                ('counts', models.JSONField(help_text='new, changed, unchanged and missing rows by table')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['pack', '-at'], name='loads_of_a_pack')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['pack', 'upload'])), name='pack_load_kind_is_known')],
            },
        ),
        migrations.AddIndex(
            model_name='region',
            index=models.Index(fields=['level', 'sort_en'], name='regions_of_a_level'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['district', 'division', 'province'])), name='region_level_is_known'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(('si_basis__in', ['', 'cod-ab', 'cod-ab-cut', 'composed', 'election-commission', 'election-commission-corrected', 'election-commission-unreviewed', 'life'])), name='region_si_basis_is_known'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(('ta_basis__in', ['', 'cod-ab', 'cod-ab-cut', 'composed', 'election-commission', 'election-commission-corrected', 'election-commission-unreviewed', 'life'])), name='region_ta_basis_is_known'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('level', 'province'), ('parent__isnull', True)), models.Q(models.Q(('level', 'province'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='region_parent_missing_only_for_provinces'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(('lat__gte', -90), ('lat__lte', 90), ('lon__gte', -180), ('lon__lte', 180)), name='region_centre_is_on_earth'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='organisations_whose_text_holds', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['sort_en', 'key'], name='organisations_by_english_name'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['sort_si', 'key'], name='organisations_by_sinhala_name'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['sort_ta', 'key'], name='organisations_by_tamil_name'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['kind', 'sort_en'], name='organisations_of_a_kind'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['path'], name='organisations_below'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['commission', 'court', 'department', 'district_secretariat', 'divisional_secretariat', 'hospital', 'ministry', 'municipal_council', 'other', 'pradeshiya_sabha', 'provincial_council', 'provincial_department', 'provincial_ministry', 'provincial_office', 'provincial_statutory_body', 'state_owned_enterprise', 'statutory_body', 'university', 'urban_council'])), name='organisation_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('subkind__in', ['', 'bank', 'base_hospital_a', 'base_hospital_b', 'college_of_education', 'diplomatic_mission', 'district_general_hospital', 'economic_centre', 'health_programme', 'presidential_task_force', 'provincial_general_hospital', 'regional_health_directorate', 'special_hospital', 'subsidiary', 'teaching_hospital', 'university_campus', 'university_institute', 'zonal_education_office'])), name='organisation_subkind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('tier__in', ['district', 'divisional', 'local', 'national', 'provincial'])), name='organisation_tier_is_known'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('sector__in', ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'])), name='organisation_sector_is_known'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('si_basis__in', ['', 'cod-ab', 'cod-ab-cut', 'composed', 'election-commission', 'election-commission-corrected', 'election-commission-unreviewed', 'life'])), name='organisation_si_basis_is_known'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('ta_basis__in', ['', 'cod-ab', 'cod-ab-cut', 'composed', 'election-commission', 'election-commission-corrected', 'election-commission-unreviewed', 'life'])), name='organisation_ta_basis_is_known'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('parent_basis__in', ['', 'inferred', 'source', 'source-2024'])), name='organisation_parent_basis_is_known'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('district_basis__in', ['', 'inferred', 'source', 'source-2024'])), name='organisation_district_basis_is_known'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('key__gt', 0)), name='organisation_key_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('key')), _negated=True), _connector='OR'), name='organisation_is_not_its_own_parent'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('opened_on__isnull', True), ('closed_on__isnull', True), ('closed_on__gt', models.F('opened_on')), _connector='OR'), name='organisation_closes_after_it_opens'),
        ),
        migrations.AddIndex(
            model_name='indicatorvalue',
            index=models.Index(fields=['indicator', 'region', '-year'], name='figures_of_an_indicator'),
        ),
        migrations.AddConstraint(
            model_name='indicatorvalue',
            constraint=models.CheckConstraint(condition=models.Q(('indicator__in', ['area', 'computer_literacy_rate', 'digital_literacy_rate', 'divisional_secretariats', 'email_use_rate', 'gce_al_or_above_pct', 'gn_divisions', 'government_schools', 'household_computer_ownership_pct', 'household_no_telephone_pct', 'household_telephone_fixed_and_mobile_pct', 'household_telephone_fixed_only_pct', 'household_telephone_mobile_only_pct', 'households', 'households_national_grid_pct', 'internet_use_rate', 'no_schooling_pct', 'poor_households_pct', 'population', 'population_60_plus_pct', 'population_density', 'population_under_15_pct', 'poverty_gap_index', 'poverty_headcount_index', 'poverty_headcount_index_old_line'])), name='figure_indicator_is_known'),
        ),
        migrations.AddConstraint(
            model_name='indicatorvalue',
            constraint=models.CheckConstraint(condition=models.Q(('statistic__in', ['derived', 'published'])), name='figure_statistic_is_known'),
        ),
        migrations.AddConstraint(
            model_name='indicatorvalue',
            constraint=models.UniqueConstraint(fields=('region', 'indicator', 'period', 'source'), name='one_figure_per_region_period_and_source', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='uploadedfile',
            index=models.Index(fields=['at'], name='uploads_by_age'),
        ),
    ]
