"""A notice is told once, by the ways its reader wants, in the transaction of what it tells."""

from datetime import date

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from fulcrum.foundation.notices.models import Mail, Notice, NoticePreference
from fulcrum.foundation.notices.services.notices import send_to_address, tell, tell_all
from fulcrum.foundation.users.models import User

pytestmark = pytest.mark.django_db


def jobs():
    return list(ProcrastinateJob.objects.filter(task_name="notices.send").values_list("args", flat=True))


def crowd(count):
    return User.objects.bulk_create(
        [User(name=f"Reader {n}", email=f"reader{n}@tests.invalid") for n in range(count)]
    )


def test_a_notice_comes_with_a_mail_and_its_job(reader, now):
    notice = tell("tests.places", reader, at=now, about=reader, url="/plans/3/", units=7)

    mail = Mail.objects.get()
    assert (notice.about_kind, notice.about_id, notice.url) == ("users.user", str(reader.pk), "/plans/3/")
    assert (notice.facts, notice.mail) == ({"units": 7}, mail)
    assert (mail.address, mail.state, mail.to) == (reader.email, "waiting", reader)
    assert jobs() == [{"mail_ids": [mail.pk]}]


def test_what_is_taken_back_leaves_neither_notice_nor_mail_nor_job(reader, now):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell("tests.places", reader, at=now, units=7)
        raise RuntimeError

    assert (Notice.objects.count(), Mail.objects.count(), jobs()) == (0, 0, [])


def test_the_same_is_told_once(reader, officer, now):
    first = tell("tests.places", reader, at=now, once="plan 3", units=7)
    second = tell("tests.places", reader, at=now, once="plan 3", units=7)
    other_person = tell("tests.places", officer, at=now, once="plan 3", units=7)
    other_kind = tell("tests.urgent", reader, at=now, once="plan 3", units=7)

    assert second is None
    assert {first.to, other_person.to, other_kind.to} == {reader, officer}
    assert (Notice.objects.count(), Mail.objects.count()) == (3, 3)


def test_without_a_mark_everything_is_told(reader, now):
    tell("tests.places", reader, at=now, units=7)
    tell("tests.places", reader, at=now, units=7)

    assert Notice.objects.count() == 2


def test_a_closed_account_is_told_nothing(reader, now):
    reader.is_active = False

    assert tell("tests.duty", reader, at=now, units=7) is None
    assert (Notice.objects.count(), Mail.objects.count()) == (0, 0)


def test_a_kind_of_the_program_alone_makes_no_mail(reader, now):
    tell("tests.inside", reader, at=now, units=7)

    assert (Notice.objects.count(), Mail.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("rows", "is_mailed"),
    [
        ([], True),
        ([("tests.places", False)], False),
        ([("", False)], False),
        ([("", False), ("tests.places", True)], True),
        ([("", True), ("tests.places", False)], False),
        ([("tests.urgent", False)], True),
    ],
)
def test_a_person_chooses_what_comes_by_mail(rows, is_mailed, reader, now):
    NoticePreference.objects.bulk_create(
        [NoticePreference(user=reader, kind=kind, by_mail=by_mail) for kind, by_mail in rows]
    )

    notice = tell("tests.places", reader, at=now, units=7)

    assert notice is not None
    assert Mail.objects.exists() is is_mailed


@pytest.mark.parametrize("kind", ["", "tests.duty"])
def test_a_duty_comes_by_mail_whatever_was_chosen(kind, reader, now):
    NoticePreference.objects.create(user=reader, kind=kind, by_mail=False)

    tell("tests.duty", reader, at=now, units=7)

    assert Mail.objects.count() == 1


def test_a_crowd_is_told_with_few_queries(django_assert_max_num_queries, now):
    people = crowd(120)
    NoticePreference.objects.create(user=people[0], kind="tests.places", by_mail=False)
    tell("tests.places", people[1], at=now, once="plan 3", units=7)

    with django_assert_max_num_queries(12):
        told = tell_all("tests.places", people, at=now, once="plan 3", units=7)

    assert told == 119
    assert Notice.objects.filter(mail=None).get().to == people[0]
    assert all(notice.mail.to_id == notice.to_id for notice in Notice.objects.exclude(mail=None))
    assert [len(job["mail_ids"]) for job in jobs()] == [1, 50, 50, 18]


def test_a_letter_to_everybody_does_not_keep_other_mail_waiting(reader, now):
    tell_all("tests.places", crowd(51), at=now, units=7)
    tell("tests.places", reader, at=now, units=7)

    queued = ProcrastinateJob.objects.filter(task_name="notices.send").order_by("id")
    first, second, alone = queued.values_list("priority", flat=True)
    assert first == second < alone == 0


def test_facts_are_kept_without_a_language(reader, now):
    kept = tell("tests.named", reader, at=now, values=_("Organisations"), on=date(2026, 12, 1)).facts

    assert kept["values"]["names"]["en"] == "Organisations"
    assert kept["values"]["names"]["si"] not in ("", "Organisations")
    assert kept["on"] == {"day": "2026-12-01"}


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        ("tests.nothing", {}, "tests.nothing"),
        ("tests.places", {}, "units"),
        ("tests.places", {"units": object()}, "units"),
        ("tests.places", {"units": 1, "url": "https://elsewhere.invalid/"}, "elsewhere"),
        ("tests.places", {"units": 1, "url": "//elsewhere.invalid/"}, "elsewhere"),
    ],
)
def test_a_caller_s_mistake_is_named(kind, given, told, reader, now):
    with pytest.raises(ValueError, match=told):
        tell(kind, reader, at=now, **given)


def test_somebody_without_an_account_is_written_to(now):
    mail = send_to_address("tests.places", "new@tests.invalid", "ta", at=now, url="/join/abc/", units=7)

    assert (mail.to, mail.address, mail.language, mail.facts) == (
        None,
        "new@tests.invalid",
        "ta",
        {"units": 7},
    )
    assert jobs() == [{"mail_ids": [mail.pk]}]
    assert Notice.objects.count() == 0


def test_an_address_gets_the_same_mail_once(now):
    send_to_address("tests.places", "new@tests.invalid", "ta", at=now, once="invitation 3", units=7)

    assert (
        send_to_address("tests.places", "new@tests.invalid", "ta", at=now, once="invitation 3", units=7)
        is None
    )
    assert Mail.objects.count() == 1


def test_an_unknown_language_is_written_as_english(now):
    assert send_to_address("tests.places", "new@tests.invalid", "xx", at=now, units=7).language == "en"


def test_who_collects_mail_gets_it_later_except_what_is_urgent(reader, now):
    reader.notice_frequency = "daily"
    reader.save()

    later = tell("tests.places", reader, at=now, units=7)
    urgent = tell("tests.urgent", reader, at=now, units=7)

    assert (later.waits_for_digest, later.mail) == (True, None)
    assert (urgent.waits_for_digest, urgent.mail) == (False, Mail.objects.get())
