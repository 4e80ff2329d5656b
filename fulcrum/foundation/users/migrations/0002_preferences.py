from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('users', '0001_users'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='digest_hour',
            field=models.PositiveSmallIntegerField(db_default=7, default=7),
        ),
        migrations.AddField(
            model_name='user',
            name='language',
            field=models.CharField(blank=True, db_default='', default='', max_length=5),
        ),
        migrations.AddField(
            model_name='user',
            name='notice_frequency',
            field=models.CharField(db_default='at_once', default='at_once', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['', 'si', 'ta', 'en'])), name='user_language_is_offered'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('notice_frequency__in', ['at_once', 'daily'])), name='user_notice_frequency_is_known'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('digest_hour__lte', 23)), name='user_digest_hour_is_of_a_day'),
        ),
    ]
