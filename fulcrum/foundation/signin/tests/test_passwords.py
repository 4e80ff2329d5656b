"""Change, forget and choose anew a password."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.notices.models import Mail, Notice
from fulcrum.foundation.signin.jobs import send_reset
from fulcrum.foundation.signin.services import credentials
from fulcrum.foundation.signin.services.limits import Source
from fulcrum.foundation.signin.tests.conftest import PASSWORD, enter, with_factor
from fulcrum.foundation.users.models import User
from tests.cast import NOW

NEW = "another horse battery"


def ask(client, email):
    return client.post(reverse("signin:forgotten"), {"email": email})


def link_to(user):
    """The link of the mail that a worker would send."""
    credentials.send_reset(user.pk, at=NOW)
    return Mail.objects.latest("pk").url


def choose(client, link, password=NEW, again=None):
    page = client.get(link)
    where = page.get("Location", link)
    return client.post(where, {"password": password, "again": again or password})


def test_the_answer_is_the_same_for_an_address_that_nobody_has(member, client):
    answers = [ask(client, email) for email in (member.email, "nobody@tests.invalid")]

    assert {(each.status_code, each["Location"]) for each in answers} == {
        (302, reverse("signin:forgotten_sent"))
    }
    assert not Mail.objects.exists(), "a mail is written by the worker, not while somebody waits"
    jobs = ProcrastinateJob.objects.filter(task_name="signin.send_reset").order_by("pk")
    assert [job.args for job in jobs] == [{"user_id": member.pk}, {"user_id": 0}]


def test_the_worker_mails_a_link_to_the_account_and_to_nobody_else(member):
    send_reset(member.pk)
    send_reset(credentials.NOBODY)

    mail = Mail.objects.get()
    assert (mail.kind, mail.address) == ("signin.password_forgotten", member.email)
    assert mail.to is None, "the link is told to the mailbox alone, not inside the program"
    assert not Notice.objects.exists()


def test_the_link_leads_to_a_new_password_that_works(member, client):
    assert choose(client, link_to(member))["Location"] == reverse("signin:sign_in")

    assert enter(Client(), member).status_code == 422
    assert enter(Client(), member, password=NEW).status_code == 302


def test_the_token_leaves_the_address_before_the_page_is_shown(member, client):
    link = link_to(member)

    response = client.get(link)

    assert response.status_code == 302
    assert response["Location"].endswith("/choose/")
    assert link.split("/")[-2] not in client.get(response["Location"]).content.decode()


def test_the_link_works_once(member, client):
    link = link_to(member)
    choose(client, link)

    assert Client().get(link).status_code == 410


def test_the_link_works_for_an_hour(member, client, clock):
    link = link_to(member)
    clock.shift(3601)

    assert client.get(link).status_code == 410


def test_a_reset_ends_every_session_and_every_wait(member, client):
    elsewhere = Client()
    enter(elsewhere, member)
    attacker = Client(REMOTE_ADDR="203.0.113.66")
    while enter(attacker, member, password="wrong").status_code == 422:
        pass

    choose(client, link_to(member))

    assert elsewhere.get(reverse("signin:account")).status_code == 302
    assert enter(Client(), member, password=NEW).status_code == 302


def test_a_reset_does_not_get_around_the_second_factor(member, client):
    with_factor(member)
    choose(client, link_to(member))

    assert enter(client, member, password=NEW)["Location"] == reverse("signin:code")


def test_one_account_gets_three_mails_and_then_has_peace(member):
    for _ in range(8):
        credentials.send_reset(member.pk, at=NOW)

    assert Mail.objects.count() == 3


def test_an_account_of_the_demonstration_gets_no_link(member):
    User.objects.filter(pk=member.pk).update(is_demonstration=True)

    credentials.send_reset(member.pk, at=NOW)

    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short", "short", "too short"),
        ("password1234", "password1234", "too common"),
        (NEW, NEW + "!", "The two passwords differ"),
    ],
)
def test_a_password_that_will_not_do_is_told_with_a_reason(password, again, told, member, client):
    response = choose(client, link_to(member), password, again)

    assert response.status_code == 422
    assert told in response.content.decode()
    assert enter(Client(), member).status_code == 302, "the old one still works"


def test_changing_the_password_keeps_this_browser_and_ends_the_others(member, client):
    elsewhere = Client()
    enter(elsewhere, member)
    enter(client, member)

    data = {"old": PASSWORD, "password": NEW, "again": NEW}
    response = client.post(reverse("signin:password"), data)

    assert response["Location"] == reverse("signin:account")
    assert client.get(reverse("signin:account")).status_code == 200
    assert elsewhere.get(reverse("signin:account")).status_code == 302
    assert client.get(reverse("signin:sessions")).content.decode().count("This browser") == 1


def test_the_present_password_must_be_right_and_guessing_it_is_limited(member, client):
    enter(client, member)
    data = {"old": "a guess", "password": NEW, "again": NEW}

    statuses = [client.post(reverse("signin:password"), data).status_code for _ in range(6)]

    assert statuses == [422] * 5 + [429]


def test_the_person_is_told_of_a_new_password_and_the_audit_has_it_without_the_password(member):
    credentials.change_password(member, NEW, keep=None, at=NOW)

    assert Notice.objects.get(to=member).kind == "signin.password_changed"
    entry = Entry.objects.get(action="signin.password_changed")
    assert NEW not in str(entry.__dict__)


def test_the_page_where_nothing_was_asked_for_does_not_exist(client, db):
    assert client.get("/account/reset/MQ/choose/").status_code == 410
    assert client.get("/account/reset/%C2%B2/abc-def/").status_code == 410


def test_the_password_field_is_never_filled_in_again(member, client):
    page = enter(client, member, password="a wrong password").content.decode()

    assert re.search(r'name="password"[^>]*value=', page) is None


def test_asking_again_and_again_from_one_address_has_an_end(client, db):
    statuses = [ask(client, f"person{number}@tests.invalid").status_code for number in range(21)]

    assert statuses == [302] * 20 + [429]


def test_an_address_is_found_whatever_its_capitals(member):
    assert credentials.find("RUWAN@tests.INVALID") == member
    assert Source(account=member.email) == Source(account="ruwan@tests.invalid")
