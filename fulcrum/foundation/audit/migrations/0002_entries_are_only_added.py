"""Entries can be added, never changed or removed, whoever asks: the database refuses."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION audit_entries_are_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries can only be added';
END
$$;
CREATE TRIGGER audit_entries_are_only_added BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_are_only_added();
"""
ALLOW = """
DROP TRIGGER audit_entries_are_only_added ON audit_entry;
DROP FUNCTION audit_entries_are_only_added();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_entries")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
