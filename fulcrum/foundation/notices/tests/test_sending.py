"""What the mail server answers decides what becomes of a mail. A real server answers here."""

import re
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from fulcrum.foundation.notices import letters
from fulcrum.foundation.notices.models import FailingAddress, Mail
from fulcrum.foundation.notices.services import sending
from fulcrum.foundation.notices.services.notices import send_to_address, tell

pytestmark = pytest.mark.django_db


def mail_of(notice):
    return Mail.objects.get(pk=notice.mail_id)


def send(*mails, at):
    sending.send_all([mail.pk for mail in mails], clock=lambda: at)
    for mail in mails:
        mail.refresh_from_db()


@pytest.mark.parametrize(
    ("language", "letters_of"), [("si", "\u0d80-\u0dff"), ("ta", "\u0b80-\u0bff"), ("en", "A-Za-z")]
)
def test_subject_and_text_arrive_as_they_were_written(language, letters_of, office, reader, now):
    reader.language = language
    reader.save()
    mail = mail_of(tell("tests.places", reader, at=now, url="/plans/3/", units=7))
    letter = letters.written(mail)

    send(mail, at=now)

    [arrived] = office.taken
    assert arrived["Subject"] == letter.subject
    assert re.search(f"[{letters_of}]{{3}}", arrived["Subject"])
    assert arrived.get_body(("plain",)).get_content().replace("\r\n", "\n") == letter.text
    assert f'lang="{language}"' in arrived.get_body(("html",)).get_content()
    assert (arrived["To"], arrived["Message-ID"]) == (reader.email, mail.message_id)
    assert (mail.state, mail.attempts, mail.sent_at) == ("sent", 1, now)


def test_a_server_that_cannot_take_it_now_is_asked_again(office, reader, now):
    office.answers["RCPT"] = ["450 4.2.1 busy"]
    mail = mail_of(tell("tests.places", reader, at=now, units=7))

    send(mail, at=now)
    told = (mail.state, mail.attempts, mail.next_attempt_at, mail.trouble, mail.error)
    send(mail, at=now + timedelta(seconds=59))
    too_early = mail.attempts
    send(mail, at=now + timedelta(minutes=1))

    assert told == ("waiting", 1, now + timedelta(minutes=1), "unreachable", "450 4.2.1 busy")
    assert too_early == 1
    assert (mail.state, mail.attempts, mail.error, len(office.taken)) == ("sent", 2, "", 1)


def test_the_next_attempt_is_queued_with_the_failure(office, reader, now):
    office.answers["DATA"] = ["451 4.3.0 try later"]
    mail = mail_of(tell("tests.places", reader, at=now, units=7))

    send(mail, at=now)

    later = ProcrastinateJob.objects.exclude(scheduled_at=None).get()
    assert (later.args, later.scheduled_at) == ({"mail_ids": [mail.pk]}, now + timedelta(minutes=1))


def test_it_is_given_up_after_the_sixth_attempt(office, reader, now):
    office.answers["RCPT"] = ["450 4.2.1 busy"] * 6
    mail = mail_of(tell("tests.places", reader, at=now, units=7))

    at = now
    for _attempt in range(6):
        send(mail, at=at)
        at = mail.next_attempt_at

    assert (mail.state, mail.attempts) == ("failed", 6)
    assert at - now == timedelta(hours=14, minutes=36)


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_a_refusal_for_good_is_not_tried_again(step, office, reader, now):
    office.answers[step] = ["550 5.1.1 no such user"]
    mail = mail_of(tell("tests.places", reader, at=now, units=7))

    send(mail, at=now)

    assert (mail.state, mail.trouble, mail.error) == ("failed", "refused", "550 5.1.1 no such user")
    assert mail.is_hard_bounce is (step == "RCPT")


def test_a_line_that_is_cut_loses_no_mail(office, reader, officer, now):
    office.cut = 1
    first = mail_of(tell("tests.places", reader, at=now, units=7))
    second = mail_of(tell("tests.places", officer, at=now, units=8))

    send(first, second, at=now)
    states = (first.state, second.state)
    send(first, at=first.next_attempt_at)

    assert states == ("waiting", "sent")
    assert {message["Message-ID"] for message in office.taken} == {first.message_id, second.message_id}


def test_a_server_that_is_away_is_asked_once_for_all(settings, reader, officer, now, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    asked = []

    def nobody_there(*_address, **_options):
        asked.append(1)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr("smtplib.socket.create_connection", nobody_there)
    mails = [mail_of(tell("tests.places", person, at=now, units=7)) for person in (reader, officer)]

    send(*mails, at=now)

    assert [(mail.state, mail.attempts, mail.trouble) for mail in mails] == [
        ("waiting", 1, "unreachable")
    ] * 2
    assert len(asked) == 1


def test_a_text_that_cannot_be_written_holds_no_other_mail_up(office, reader, officer, now):
    broken = mail_of(tell("tests.places", reader, at=now, units=7))
    broken.notices.update(facts={})
    sound = mail_of(tell("tests.places", officer, at=now, units=8))

    send(broken, sound, at=now)

    assert (broken.state, broken.trouble, broken.error) == ("waiting", "unwritten", "KeyError")
    assert sound.state == "sent"


def test_a_sent_mail_is_not_sent_again(office, reader, now):
    mail = mail_of(tell("tests.places", reader, at=now, units=7))

    send(mail, at=now)
    send(mail, at=now + timedelta(days=1))

    assert (mail.attempts, len(office.taken)) == (1, 1)


def test_who_left_meanwhile_is_not_written_to(office, reader, now):
    mail = mail_of(tell("tests.duty", reader, at=now, units=7))
    reader.is_active = False
    reader.save()

    send(mail, at=now)

    assert (mail.state, mail.trouble, office.taken) == ("dropped", "person_left", [])


def test_it_goes_to_the_address_that_its_reader_has_now(office, reader, now):
    mail = mail_of(tell("tests.places", reader, at=now, units=7))
    reader.email = "ruwan.new@tests.invalid"
    reader.save()

    send(mail, at=now)

    assert [message["To"] for message in office.taken] == ["ruwan.new@tests.invalid"]
    assert mail.address == "ruwan.new@tests.invalid"


def test_no_mail_server_is_given_mail_for_people_of_the_demonstration(office, settings, reader, now):
    settings.EMAIL_FILE_PATH = None
    reader.is_demonstration = True
    reader.save()
    mail = mail_of(tell("tests.places", reader, at=now, units=7))

    send(mail, at=now)

    assert (mail.state, mail.trouble, office.taken) == ("dropped", "demonstration", [])


def test_a_link_that_lets_people_in_is_forgotten_once_it_is_sent(office, now):
    mail = send_to_address("tests.places", "new@tests.invalid", "en", at=now, url="/join/secret/", units=7)

    send(mail, at=now)

    assert "/join/secret/" in office.taken[0].get_body(("plain",)).get_content()
    assert (mail.state, mail.url, mail.facts) == ("sent", "", {})


def test_the_third_refused_address_fails_and_its_owner_is_told_inside_the_program(office, reader, now):
    mails = [mail_of(tell("tests.places", reader, at=now, units=n)) for n in range(4)]
    office.answers["RCPT"] = ["550 5.1.1 no such user"] * 3

    send(*mails, at=now)

    assert [mail.state for mail in mails] == ["failed", "failed", "failed", "dropped"]
    assert mails[3].trouble == "address_fails"
    assert FailingAddress.objects.get().address == reader.email
    assert reader.notices.filter(kind="notices.address_fails").count() == 1
    assert Mail.objects.count() == 4


def test_several_mails_go_over_one_line(office, reader, now):
    mails = [mail_of(tell("tests.places", reader, at=now, units=n)) for n in range(10)]

    send(*mails, at=now)

    assert (len(office.taken), office.lines) == (10, 1)


def test_without_a_mail_server_mail_is_kept_as_files(settings, tmp_path, reader, now):
    settings.EMAIL_BACKEND = "fulcrum.foundation.notices.eml_files.EmlFiles"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    mail = mail_of(tell("tests.places", reader, at=now, units=7))

    send(mail, at=now)

    [file] = (tmp_path / "mail").iterdir()
    assert (file.suffix, file.stat().st_mode & 0o777) == (".eml", 0o600)
    assert mail.message_id.encode() in file.read_bytes()
    assert mail.state == "sent"


def test_what_nobody_queued_is_found_and_queued(reader, now):
    mail = mail_of(tell("tests.places", reader, at=now, units=7))
    ProcrastinateJob.objects.all().delete()

    sending.take_up_again(at=now + timedelta(minutes=14))
    before = ProcrastinateJob.objects.count()
    sending.take_up_again(at=now + timedelta(minutes=15))
    sending.take_up_again(at=now + timedelta(minutes=16))

    assert before == 0
    assert [job.args for job in ProcrastinateJob.objects.all()] == [{"mail_ids": [mail.pk]}]
