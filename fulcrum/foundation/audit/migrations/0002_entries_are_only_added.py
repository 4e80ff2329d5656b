"""Entries can be added, never changed or removed: the ordinary role has no right to, and a trigger refuses others."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION audit_entries_are_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries can only be added';
END
$$;
CREATE TRIGGER audit_entries_are_only_added BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_are_only_added();
DO $$
DECLARE
    role_name text;
BEGIN
    FOR role_name IN
        SELECT DISTINCT grantee FROM information_schema.role_table_grants
        WHERE table_name = 'audit_entry' AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')
          AND grantee <> current_user
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM %I', role_name);
    END LOOP;
END
$$;
"""
ALLOW = """
DROP TRIGGER audit_entries_are_only_added ON audit_entry;
DROP FUNCTION audit_entries_are_only_added();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_entries")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
