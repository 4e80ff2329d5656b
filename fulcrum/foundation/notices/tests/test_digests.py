"""Who collects mail gets one mail a day, at their hour, with everything that waits."""

from datetime import UTC, datetime, timedelta

import pytest

from fulcrum.foundation.notices import letters
from fulcrum.foundation.notices.models import Mail, Notice
from fulcrum.foundation.notices.services import digests, reading, sending
from fulcrum.foundation.notices.services.notices import tell

pytestmark = pytest.mark.django_db

SIX = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
"""Six in the morning in Sri Lanka."""
SEVEN = SIX + timedelta(hours=1)


@pytest.fixture
def collector(reader):
    """Reads in Tamil, wants mail collected at seven."""
    reader.language, reader.notice_frequency, reader.digest_hour = "ta", "daily", 7
    reader.save()
    return reader


def test_everything_that_waits_goes_out_in_one_mail_at_the_reader_s_hour(collector, office):
    tell("tests.places", collector, at=SIX, units=7, url="/plans/3/")
    tell("tests.duty", collector, at=SIX, units=8)

    too_early = digests.send_due(at=SEVEN - timedelta(minutes=1))
    sent = digests.send_due(at=SEVEN)
    again = digests.send_due(at=SEVEN)

    mail = Mail.objects.get()
    sending.send_all([mail.pk], clock=lambda: SEVEN)
    [arrived] = office.taken
    text = arrived.get_body(("plain",)).get_content()
    assert (too_early, sent, again) == (0, 1, 0)
    assert mail.notices.count() == 2
    assert all(part in text for part in ("7", "8", "/plans/3/", "நிறுவனங்கள்"))
    assert "List-Unsubscribe" in arrived


def test_what_comes_after_the_hour_waits_for_the_next_day(collector):
    tell("tests.places", collector, at=SEVEN + timedelta(minutes=1), units=7)

    same_day = digests.send_due(at=SEVEN + timedelta(hours=12))
    next_day = digests.send_due(at=SEVEN + timedelta(days=1))

    assert (same_day, next_day) == (0, 1)


def test_an_hour_that_was_missed_is_made_up_for(collector):
    tell("tests.places", collector, at=SIX, units=7)

    assert digests.send_due(at=SEVEN + timedelta(hours=3)) == 1


def test_what_was_read_meanwhile_is_not_sent(collector):
    notice = tell("tests.places", collector, at=SIX, units=7)
    reading.mark_read(notice, by=collector, at=SIX)

    assert digests.send_due(at=SEVEN) == 0


def test_who_no_longer_collects_gets_what_waited_at_once(collector):
    tell("tests.places", collector, at=SIX, units=7)
    collector.notice_frequency = "at_once"
    collector.save()

    assert digests.send_due(at=SIX + timedelta(minutes=1)) == 1


def test_who_left_gets_no_digest(collector):
    tell("tests.places", collector, at=SIX, units=7)
    collector.is_active = False
    collector.save()

    assert digests.send_due(at=SEVEN) == 0
    assert not Notice.objects.waiting_for_digest().exists()


def test_a_confidential_notice_stays_out_of_the_digest_s_text(collector):
    tell("tests.secret", collector, at=SIX, units=4711, url="/plans/3/")

    digests.send_due(at=SEVEN)

    letter = letters.written(Mail.objects.get())
    assert "4711" not in letter.text + letter.html
    assert "/plans/3/" in letter.text


def test_each_person_has_their_own_hour(collector, officer):
    officer.notice_frequency, officer.digest_hour = "daily", 18
    officer.save()
    for person in (collector, officer):
        tell("tests.places", person, at=SIX, units=7)

    digests.send_due(at=SEVEN)

    assert [mail.to for mail in Mail.objects.all()] == [collector]
