"""The pages: a person sees what they were told and chooses; an officer sees the outbox, and never what a mail says."""

import pytest
from django.urls import reverse

from fulcrum.foundation.notices import kinds, links
from fulcrum.foundation.notices.models import FailingAddress, Mail, Notice, NoticePreference
from fulcrum.foundation.notices.models.preference import EVERY_OTHER
from fulcrum.foundation.notices.services import preferences, sending
from fulcrum.foundation.notices.services.notices import send_to_address, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client, reader):
    """The client of the reader."""
    client.force_login(reader)
    return client


@pytest.fixture
def desk(client, officer):
    """The client of an officer."""
    client.force_login(officer)
    return client


def page(client, name, /, query="", **kwargs):
    response = client.get(reverse(name, kwargs=kwargs) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_i_see_my_own_notices_unread_first(mine, reader, officer, now):
    read = tell("tests.named", reader, at=now, values="the read one")
    tell("tests.named", reader, at=now, values="the unread one")
    tell("tests.named", officer, at=now, values="somebody else's")
    mine.post(reverse("notices:read", args=[read.pk]))

    shown = page(mine, "notices:index")

    assert shown.index("the unread one") < shown.index("the read one")
    assert "somebody else" not in shown
    assert "the read one" not in page(mine, "notices:index", "?show=unread")


def test_notices_are_in_the_language_of_the_page(mine, reader, now):
    tell("tests.places", reader, at=now, units=7)
    mine.cookies["django_language"] = "ta"

    assert "நிறுவனங்கள்" in page(mine, "notices:index")


def test_opening_a_notice_marks_it_and_leads_to_what_it_is_about(mine, reader, now):
    notice = tell("tests.places", reader, at=now, units=7, url="/districts/")

    response = mine.post(reverse("notices:open", args=[notice.pk]))

    notice.refresh_from_db()
    assert response["Location"] == "/districts/"
    assert notice.read_at is not None


def test_a_notice_of_somebody_else_is_not_there(mine, officer, now):
    notice = tell("tests.places", officer, at=now, units=7)

    answers = [
        mine.post(reverse(name, args=[notice.pk])).status_code for name in ("notices:open", "notices:read")
    ]

    notice.refresh_from_db()
    assert (answers, notice.read_at) == ([404, 404], None)


def test_all_are_marked_that_were_there_when_the_page_was_shown(mine, reader, officer, now):
    shown = [tell("tests.places", reader, at=now, units=n) for n in range(2)]
    later = tell("tests.places", reader, at=now, units=3)
    other = tell("tests.places", officer, at=now, units=3)

    mine.post(reverse("notices:read_all"), {"newest": shown[-1].pk})

    assert set(Notice.objects.unread()) == {later, other}


def test_the_frame_counts_what_is_unread_with_one_query(mine, reader, now, rf, django_assert_num_queries):
    from fulcrum.foundation.notices.context import bell

    for n in range(3):
        tell("tests.places", reader, at=now, units=n)
    request = rf.get("/")
    request.user = reader

    with django_assert_num_queries(0):
        context = bell(request)
    with django_assert_num_queries(1):
        assert int(str(context["unread_notices"])) == 3
        assert bool(context["unread_notices"])


@pytest.mark.parametrize("count", [3, 60])
def test_the_list_of_notices_keeps_its_query_budget(count, mine, reader, now, django_assert_max_num_queries):
    for n in range(count):
        tell("tests.inside", reader, at=now, units=n)

    with django_assert_max_num_queries(20):
        page(mine, "notices:index")


def test_a_person_is_told_that_mail_does_not_arrive_and_can_say_that_it_does(mine, reader, now):
    FailingAddress.objects.create(address=reader.email, since=now)
    told = [reader.email in page(mine, name) for name in ("notices:index", "notices:preferences")]

    mine.post(reverse("notices:trust_own_address"))

    assert (told, FailingAddress.objects.count()) == ([True, True], 0)


def test_choices_are_kept_and_duties_are_not_asked(mine, reader):
    shown = page(mine, "notices:preferences")
    assert 'value="tests.places"' in shown and 'value="tests.duty"' not in shown

    mine.post(reverse("notices:preferences"), {"mail": ["tests.urgent"]})

    chosen = preferences.choices(reader)
    assert (chosen["tests.urgent"], chosen["tests.places"], chosen["tests.duty"]) == (True, False, True)
    assert 'value="tests.urgent" checked' in page(mine, "notices:preferences")


def test_a_choice_that_nobody_offers_changes_nothing(mine, reader):
    response = mine.post(reverse("notices:preferences"), {"mail": ["tests.duty"]})

    assert (response.status_code, NoticePreference.objects.count()) == (422, 0)


def path_of(reader, kind):
    return links.unsubscribe(reader.pk, kind).removeprefix(links.absolute(""))


def test_a_click_of_a_mail_program_ends_a_kind_without_signing_in(client, reader):
    client.handler.enforce_csrf_checks = True
    path = path_of(reader, "tests.places")

    looked = client.get(path)
    after_looking = preferences.choices(reader)["tests.places"]
    done = client.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")

    assert (looked.status_code, done.status_code, after_looking) == (200, 200, True)
    assert preferences.choices(reader)["tests.places"] is False
    assert preferences.choices(reader)["tests.urgent"] is True
    assert reader.email not in looked.content.decode() and reader.name not in looked.content.decode()


def test_what_was_ended_can_be_taken_back_on_the_same_page(client, reader):
    path = path_of(reader, "tests.places")
    client.post(path)

    client.post(path, {"again": "1"})

    assert preferences.choices(reader)["tests.places"] is True


def test_the_link_of_a_digest_ends_everything_but_duties(client, reader):
    NoticePreference.objects.create(user=reader, kind="tests.urgent", by_mail=True)

    client.post(path_of(reader, EVERY_OTHER))

    chosen = preferences.choices(reader)
    assert {code for code, wanted in chosen.items() if wanted} == {
        code for code in chosen if kinds.kind(code).is_duty
    }


@pytest.mark.parametrize("kind", ["tests.duty", "tests.gone"])
def test_there_is_no_link_for_a_duty_or_for_what_is_gone(kind, client, reader):
    assert client.post(path_of(reader, kind)).status_code == 404


def test_a_link_that_was_changed_is_not_ours(client, reader, officer):
    path = path_of(reader, "tests.places")
    token = path.rstrip("/").rpartition("/")[2]
    other = path_of(officer, "tests.places").rstrip("/").rpartition("/")[2]
    forged = other.split(":")[0] + ":" + token.partition(":")[2]

    assert client.post(path.replace(token, forged)).status_code == 404
    assert NoticePreference.objects.count() == 0


def test_the_outbox_shows_states_and_errors_and_never_what_a_mail_says(desk, reader, now):
    mail = tell("tests.secret", reader, at=now, units=4711, url="/plans/secret/").mail
    Mail.objects.filter(pk=mail.pk).update(state="failed", trouble="refused", error="550 5.1.1 no such user")
    send_to_address("tests.named", "new@tests.invalid", "en", at=now, url="/join/secret/", values="hush")

    shown = page(desk, "notices:outbox")

    assert reader.email in shown and "550 5.1.1 no such user" in shown and "new@tests.invalid" in shown
    assert not any(word in shown for word in ("4711", "secret/", "hush"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=failed", {"nimali@tests.invalid"}),
        ("?state=waiting", {"ruwan@tests.invalid"}),
        ("?kind=tests.urgent", {"ruwan@tests.invalid"}),
        ("?search=NIMALI", {"nimali@tests.invalid"}),
        ("?state=nonsense", {"nimali@tests.invalid", "ruwan@tests.invalid"}),
    ],
)
def test_the_outbox_is_narrowed_by_its_address(query, found, desk, reader, officer, now):
    tell("tests.urgent", reader, at=now, units=7)
    failed = tell("tests.places", officer, at=now, units=7).mail
    Mail.objects.filter(pk=failed.pk).update(state="failed")

    shown = desk.get(reverse("notices:outbox") + query).context["lines"]

    assert {line.mail.address for line in shown} == found


@pytest.mark.parametrize("count", [3, 60])
def test_the_outbox_keeps_its_query_budget(count, desk, reader, now, django_assert_max_num_queries):
    for n in range(count):
        tell("tests.places", reader, at=now, units=n)

    with django_assert_max_num_queries(24):
        page(desk, "notices:outbox")


def test_an_officer_sends_a_failed_mail_again(desk, reader, now, office):
    mail = tell("tests.places", reader, at=now, units=7).mail
    Mail.objects.filter(pk=mail.pk).update(state="failed", attempts=6)

    desk.post(reverse("notices:again", args=[mail.pk]))
    mail.refresh_from_db()
    told = (mail.state, mail.attempts)
    sending.send_all([mail.pk], clock=lambda: mail.next_attempt_at)

    assert told == ("waiting", 0)
    assert [message["Message-ID"] for message in office.taken] == [mail.message_id]


def test_a_mail_whose_text_was_forgotten_is_not_sent_again(desk, now):
    mail = send_to_address("tests.places", "new@tests.invalid", "en", at=now, units=7)
    Mail.objects.filter(pk=mail.pk).update(state="failed", facts={})

    response = desk.post(reverse("notices:again", args=[mail.pk]), follow=True)

    mail.refresh_from_db()
    assert "was not kept" in response.content.decode()
    assert mail.state == "failed"


def test_an_officer_sends_a_test_mail_to_themselves(desk, officer, office):
    desk.post(reverse("notices:test"))

    mail = Mail.objects.get()
    sending.send_all([mail.pk], clock=lambda: mail.next_attempt_at)
    [arrived] = office.taken
    assert (mail.kind, arrived["To"]) == ("notices.test", officer.email)
    assert officer.email in arrived.get_body(("plain",)).get_content()


def test_an_auditor_sees_the_outbox_and_changes_nothing_there(client, auditor, reader, now):
    mail = tell("tests.places", reader, at=now, units=7).mail
    Mail.objects.filter(pk=mail.pk).update(state="failed")
    client.force_login(auditor)

    shown = page(client, "notices:outbox")
    answers = [
        client.post(reverse("notices:again", args=[mail.pk])).status_code,
        client.post(reverse("notices:test")).status_code,
        client.post(reverse("notices:trust_address"), {"address": reader.email}).status_code,
    ]

    assert "<button" not in shown.split("<main")[1].split('role="search"')[0]
    assert answers == [403, 403, 403]


def test_every_kind_is_shown_in_three_languages(desk):
    shown = page(desk, "notices:preview", code="tests.places")

    assert all(word in shown for word in ("Organisations", "ආයතන", "நிறுவனங்கள்"))
    assert shown.count("500") >= 6
    assert 'href="/notices/preview/tests.places/"' in page(desk, "notices:previews")


def test_every_refusal_of_this_app_is_worded():
    from fulcrum.foundation.notices import refusals
    from fulcrum.kit.refusal import Refusal

    assert all(refusals.word(Refusal(code)) for code in ("mail_is_on_its_way", "mail_forgotten"))
