"""A trigger notes each new entry for the sealing job; the chain can only grow, and nothing of it can be emptied."""

from django.db import migrations

NOTE = """
CREATE FUNCTION audit_note_unsealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO audit_unsealed (entry_id) SELECT id FROM added;
    RETURN NULL;
END
$$;
CREATE TRIGGER audit_note_unsealed AFTER INSERT ON audit_entry
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit_note_unsealed();
INSERT INTO audit_unsealed (entry_id) SELECT id FROM audit_entry;
"""
FORGET = """
DROP TRIGGER audit_note_unsealed ON audit_entry;
DROP FUNCTION audit_note_unsealed();
"""
REFUSE = """
CREATE TRIGGER audit_entries_are_not_emptied BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_are_only_added();
CREATE FUNCTION audit_seals_are_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'seals of audit entries can only be added';
END
$$;
CREATE TRIGGER audit_seals_are_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_seals_are_only_added();
CREATE TRIGGER audit_places_are_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_sealedentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_seals_are_only_added();
CREATE FUNCTION audit_queue_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the queue of entries to be sealed is emptied by sealing only';
END
$$;
CREATE TRIGGER audit_queue_is_not_emptied BEFORE UPDATE OR TRUNCATE ON audit_unsealed
    FOR EACH STATEMENT EXECUTE FUNCTION audit_queue_is_not_emptied();
"""
ALLOW = """
DROP TRIGGER audit_entries_are_not_emptied ON audit_entry;
DROP TRIGGER audit_seals_are_only_added ON audit_seal;
DROP TRIGGER audit_places_are_only_added ON audit_sealedentry;
DROP TRIGGER audit_queue_is_not_emptied ON audit_unsealed;
DROP FUNCTION audit_seals_are_only_added();
DROP FUNCTION audit_queue_is_not_emptied();
"""
TAKE_BACK = """
DO $$
DECLARE
    narrowed record;
BEGIN
    FOR narrowed IN
        SELECT DISTINCT grantee, table_name,
            CASE table_name WHEN 'audit_unsealed' THEN 'INSERT, UPDATE, TRUNCATE' ELSE 'UPDATE, DELETE, TRUNCATE' END AS rights
        FROM information_schema.role_table_grants
        WHERE table_schema = current_schema() AND grantee <> current_user
          AND table_name IN ('audit_seal', 'audit_sealedentry', 'audit_unsealed')
    LOOP
        EXECUTE format('REVOKE %s ON %I FROM %I', narrowed.rights, narrowed.table_name, narrowed.grantee);
    END LOOP;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_seals")]

    operations = [
        migrations.RunSQL(NOTE, FORGET),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunSQL(TAKE_BACK, migrations.RunSQL.noop),
    ]
