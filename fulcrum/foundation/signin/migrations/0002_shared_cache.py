"""The table of the cache that all web processes share: what Django's createcachetable makes."""

from django.db import migrations

MAKE = """
CREATE TABLE shared_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX shared_cache_expires ON shared_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("signin", "0001_invitations_and_attempts")]

    operations = [migrations.RunSQL(MAKE, "DROP TABLE shared_cache")]
