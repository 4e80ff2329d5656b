"""Several workers, and one that is killed: no mail is sent twice by two, and none is lost with one."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection

from fulcrum.foundation.notices.models import Mail
from fulcrum.foundation.notices.services import sending
from fulcrum.foundation.notices.services.notices import tell
from fulcrum.foundation.notices.tests.post_office import PATIENCE
from fulcrum.runtime import connections, env

pytestmark = pytest.mark.django_db(transaction=True)

WORKER = """
import sys
from datetime import datetime
import django
django.setup()
from fulcrum.foundation.notices.services import sending
sending.send_all([int(sys.argv[1])], clock=lambda: datetime.fromisoformat(sys.argv[2]))
"""


@pytest.fixture(autouse=True)
def empty_queue(transactional_db):
    """Django does not empty tables that are not its own between tests."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def mail(reader, now):
    """A mail that waits."""
    tell("notices.test", reader, at=now, address=reader.email, sent_at=now)
    return Mail.objects.get()


def send(mail_id, at):
    """What a worker does, on a connection of its own."""
    try:
        sending.send_all([mail_id], clock=lambda: at)
    finally:
        connection.close()


def test_two_workers_at_once_send_a_mail_once(office, mail, now):
    workers = [threading.Thread(target=send, args=[mail.pk, now]) for _n in range(2)]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(PATIENCE)

    mail.refresh_from_db()
    assert (len(office.taken), mail.state, mail.attempts) == (1, "sent", 1)


def test_a_mail_in_living_hands_is_left_there_however_long_it_takes(office, mail, now):
    office.hold.clear()
    worker = threading.Thread(target=send, args=[mail.pk, now])
    worker.start()
    assert office.arrived.wait(PATIENCE)

    in_hand = Mail.objects.get().state
    brought_back = sending.take_up_again(at=now + timedelta(hours=1))
    sending.send_all([mail.pk], clock=lambda: now + timedelta(hours=1))
    office.hold.set()
    worker.join(PATIENCE)

    mail.refresh_from_db()
    assert (in_hand, brought_back) == ("sending", 0)
    assert (len(office.taken), mail.state, mail.attempts) == (1, "sent", 1)


def environment(settings):
    """What a worker finds: the database of the tests and the mail server of this test."""
    here = urlsplit(connections.app_url(env.read()))
    url = here._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "fulcrum.config.settings",
        "FULCRUM_DATABASE_URL": url,
        "FULCRUM_OWNER_DATABASE_URL": url,
        "FULCRUM_MAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}?tls=none",
        "FULCRUM_MAIL_FROM": "Fulcrum <fulcrum@tests.invalid>",
    }


@pytest.mark.slow
def test_a_mail_whose_worker_was_killed_comes_back_and_is_sent(office, mail, settings, now):
    office.hold.clear()
    command = [sys.executable, "-c", WORKER, str(mail.pk), now.isoformat()]
    worker = subprocess.Popen(command, env=environment(settings), cwd=env.PROJECT)
    try:
        assert office.arrived.wait(PATIENCE)
        left_as = Mail.objects.get().state
    finally:
        worker.kill()
        worker.wait()
        office.hold.set()

    too_early = sending.take_up_again(at=now + timedelta(minutes=1))
    brought_back = _until_the_server_has_let_go(now + timedelta(minutes=3))
    mail.refresh_from_db()
    told = (mail.state, mail.trouble)
    sending.send_all([mail.pk], clock=lambda: mail.next_attempt_at)

    mail.refresh_from_db()
    assert (left_as, too_early, brought_back, told) == ("sending", 0, 1, ("waiting", "cut_short"))
    assert (mail.state, mail.attempts) == ("sent", 2)
    assert {message["Message-ID"] for message in office.taken} == {mail.message_id}


def _until_the_server_has_let_go(at):
    """The database notices within moments that the connection of the dead worker is gone."""
    waiting = threading.Event()
    for _turn in range(PATIENCE * 10):
        if brought_back := sending.take_up_again(at=at):
            return brought_back
        waiting.wait(0.1)
    return 0
