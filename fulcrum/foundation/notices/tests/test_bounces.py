"""Mails that come back are marked; an address that rejects three is not written to until somebody says that it works."""

import io
import sys
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.notices.models import FailingAddress, Mail
from fulcrum.foundation.notices.services import addresses, bounces, sending
from fulcrum.foundation.notices.services.notices import tell
from fulcrum.foundation.notices.tests.reports import report

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(reader, now):
    """Three mails that a server has taken."""
    mails = [tell("tests.places", reader, at=now, units=n).mail for n in range(3)]
    sending.send_all([mail.pk for mail in mails], clock=lambda: now)
    return mails


def test_a_mail_that_came_back_says_why(sent, now):
    done = bounces.take_in(report(sent[0].message_id), at=now)

    mail = Mail.objects.get(pk=sent[0].pk)
    assert (done, mail.state, mail.bounced_at, mail.is_hard_bounce) == (1, "bounced", now, True)
    assert mail.error.startswith("550 5.1.1")
    assert Entry.objects.filter(action="notices.mail_bounced", object_id=str(mail.pk)).count() == 1


def test_a_report_counts_once_and_only_for_our_mails(sent, now):
    reports = [report(sent[0].message_id)] * 3 + [report("<nobody@elsewhere.invalid>")]

    assert [bounces.take_in(each, at=now) for each in reports] == [1, 0, 0, 0]
    assert not FailingAddress.objects.exists()


def test_the_third_rejection_stops_mail_and_tells_its_owner(sent, reader, now):
    for mail in sent[:2]:
        bounces.take_in(report(mail.message_id), at=now)
    after_two = addresses.is_failing(reader.email)
    bounces.take_in(report(sent[2].message_id), at=now)

    next_mail = tell("tests.places", reader, at=now, units=9).mail
    sending.send_all([next_mail.pk], clock=lambda: now)

    next_mail.refresh_from_db()
    assert (after_two, addresses.is_failing(reader.email.upper())) == (False, True)
    assert (next_mail.state, next_mail.trouble) == ("dropped", "address_fails")
    told = reader.notices.get(kind="notices.address_fails")
    assert (told.facts, told.mail) == ({"address": reader.email}, None)


def test_servers_that_gave_up_waiting_do_not_make_an_address_fail(sent, reader, now):
    for mail in sent:
        bounces.take_in(report(mail.message_id, status="4.4.7", diagnostic="451 4.4.7 expired"), at=now)

    assert Mail.objects.filter(state="bounced").count() == 3
    assert not addresses.is_failing(reader.email)


def test_its_owner_has_an_address_trusted_again(sent, reader, now):
    for mail in sent:
        bounces.take_in(report(mail.message_id), at=now)

    addresses.trust_again(reader.email, by=reader, at=now)
    next_mail = tell("tests.places", reader, at=now, units=9).mail
    bounces.take_in(report(next_mail.message_id), at=now)

    assert not addresses.is_failing(reader.email)


def test_somebody_else_has_not_unless_an_officer(sent, reader, officer, auditor, now):
    for mail in sent:
        bounces.take_in(report(mail.message_id), at=now)

    with pytest.raises(PermissionDenied):
        addresses.trust_again(reader.email, by=auditor, at=now)
    still = addresses.is_failing(reader.email)
    addresses.trust_again(reader.email, by=officer, at=now)

    assert (still, addresses.is_failing(reader.email)) == (True, False)


def run(source):
    said = io.StringIO()
    call_command("read_bounces", source, stdout=said)
    return said.getvalue().strip()


def test_reports_are_read_from_a_file_and_from_standard_input(sent, tmp_path, monkeypatch):
    (tmp_path / "one.eml").write_bytes(report(sent[0].message_id))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(report(sent[1].message_id))))

    assert run(str(tmp_path / "one.eml")) == "1 read, 1 of our mails came back."
    assert run("-") == "1 read, 1 of our mails came back."


def test_each_mail_of_a_maildir_is_read_once(sent, tmp_path):
    for folder in ("new", "cur", "tmp"):
        (tmp_path / folder).mkdir()
    (tmp_path / "new" / "1.host").write_bytes(report(sent[0].message_id))
    (tmp_path / "new" / "2.host").write_bytes(b"Subject: I am away\n\nUntil Monday.\n")

    assert run(str(tmp_path)) == "2 read, 1 of our mails came back."
    assert run(str(tmp_path)) == "0 read, 0 of our mails came back."
    assert sorted(path.name for path in (tmp_path / "cur").iterdir()) == ["1.host:2,S", "2.host:2,S"]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"missing\.eml"):
        run(str(tmp_path / "missing.eml"))
