"""Triggers on the queue's table keep `jobs_jobrun` in step, whoever queues, starts, ends or removes a job.

Who asked is the person of the request's transaction (`fulcrum.person`). A job leaves the queue's table when it
succeeds, and when it is cancelled with deletion while it waits.
"""

from django.db import migrations

NOTE = """
CREATE FUNCTION jobs_note_queued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO jobs_jobrun (job_id, task, arguments, state, by_id, key, queued_at, not_before, starts,
                             message_code, message_facts, result_path, fault_code, fault_facts, fault_details)
    VALUES (NEW.id, NEW.task_name, NEW.args, 'waiting',
            (SELECT id FROM users_user WHERE id::text = current_setting('fulcrum.person', true)),
            '', now(), NEW.scheduled_at, 0, '', '{}', '', '', '{}', '')
    ON CONFLICT (job_id) DO NOTHING;
    RETURN NULL;
END
$$;
CREATE FUNCTION jobs_note_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status = 'todo' THEN
        UPDATE jobs_jobrun SET state = 'waiting', not_before = NEW.scheduled_at, ended_at = NULL,
                               stop_asked_at = NULL, stop_asked_by_id = NULL
        WHERE job_id = NEW.id;
    ELSIF NEW.status = 'doing' THEN
        UPDATE jobs_jobrun SET state = 'running', started_at = clock_timestamp(), ended_at = NULL,
                               starts = starts + 1, done = NULL, total = NULL,
                               message_code = '', message_facts = '{}'
        WHERE job_id = NEW.id;
    ELSIF NEW.status = 'succeeded' THEN
        PERFORM jobs_note_success(NEW.id);
    ELSIF NEW.status = 'failed' THEN
        UPDATE jobs_jobrun SET state = 'failed', ended_at = clock_timestamp() WHERE job_id = NEW.id;
    ELSE
        UPDATE jobs_jobrun SET state = 'cancelled', ended_at = clock_timestamp() WHERE job_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION jobs_note_success(ended bigint) RETURNS void LANGUAGE sql AS $$
    UPDATE jobs_jobrun SET state = 'succeeded', ended_at = clock_timestamp(), done = total,
                           fault_code = '', fault_facts = '{}', fault_details = ''
    WHERE job_id = ended
$$;
CREATE FUNCTION jobs_note_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'doing' THEN
        PERFORM jobs_note_success(OLD.id);
    ELSE
        UPDATE jobs_jobrun SET state = 'cancelled', ended_at = clock_timestamp() WHERE job_id = OLD.id;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER jobs_note_queued AFTER INSERT ON procrastinate_jobs
    FOR EACH ROW EXECUTE FUNCTION jobs_note_queued();
CREATE TRIGGER jobs_note_state AFTER UPDATE OF status ON procrastinate_jobs
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION jobs_note_state();
CREATE TRIGGER jobs_note_removed AFTER DELETE ON procrastinate_jobs
    FOR EACH ROW WHEN (OLD.status IN ('todo', 'doing')) EXECUTE FUNCTION jobs_note_removed();
"""
TAKE_UP = """
INSERT INTO jobs_jobrun (job_id, task, arguments, state, key, queued_at, not_before, ended_at, starts,
                         message_code, message_facts, result_path, fault_code, fault_facts, fault_details)
SELECT job.id, job.task_name, job.args,
       CASE job.status WHEN 'todo' THEN 'waiting' WHEN 'doing' THEN 'running' ELSE 'failed' END,
       '', coalesce(min(event.at), now()), job.scheduled_at,
       CASE job.status WHEN 'failed' THEN coalesce(max(event.at), now()) END, job.attempts,
       '', '{}', '', '', '{}', ''
FROM procrastinate_jobs job LEFT JOIN procrastinate_events event ON event.job_id = job.id
WHERE job.status IN ('todo', 'doing', 'failed')
GROUP BY job.id
ON CONFLICT (job_id) DO NOTHING
"""
LEAVE = """
DROP TRIGGER jobs_note_queued ON procrastinate_jobs;
DROP TRIGGER jobs_note_state ON procrastinate_jobs;
DROP TRIGGER jobs_note_removed ON procrastinate_jobs;
DROP FUNCTION jobs_note_queued();
DROP FUNCTION jobs_note_state();
DROP FUNCTION jobs_note_removed();
DROP FUNCTION jobs_note_success(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_runs"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("users", "0001_users"),
    ]

    operations = [
        migrations.RunSQL(NOTE, LEAVE),
        migrations.RunSQL(TAKE_UP, migrations.RunSQL.noop),
    ]
