from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Search by parts of words and by likeness needs pg_trgm, a trusted extension that a database's owner may add."""

    dependencies = []

    operations = [TrigramExtension()]
