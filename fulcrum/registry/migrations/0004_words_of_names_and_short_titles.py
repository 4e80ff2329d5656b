
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0003_appointments'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='name_text',
            field=models.TextField(default='', editable=False, help_text='words of its names and code, as a search compares them'),
        ),
        migrations.AddField(
            model_name='source',
            name='short_title',
            field=models.CharField(blank=True, help_text='two to six words, to link with', max_length=60),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='search_text',
            field=models.TextField(default='', editable=False, help_text='the same, with words for its kind, seat and area'),
        ),
        migrations.AlterField(
            model_name='packload',
            name='version',
            field=models.CharField(help_text='of the pack, or the name of the uploaded file', max_length=120),
        ),
    ]
