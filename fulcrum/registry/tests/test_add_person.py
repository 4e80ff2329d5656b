"""The first real people are let in by a command."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.users.models import User


@pytest.fixture
def add(db, monkeypatch):
    def run(password, *words, email="asha@tests.invalid", role="programme_officer"):
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        call_command("add_person", email, "--name", "Asha", "--role", role, *words)

    return run


def test_who_was_added_signs_in_and_has_the_role(add, client):
    add("a long enough sentence")

    data = {"username": "asha@tests.invalid", "password": "a long enough sentence"}
    client.post(reverse("signin:sign_in"), data)

    assert client.get(reverse("registry:imports")).status_code == 200
    assert Entry.objects.filter(action="registry.person_added").count() == 1


@pytest.mark.parametrize(
    ("password", "words", "reason"),
    [
        ("short", (), "at least 12 characters"),
        ("a long enough sentence", ("--until", "2020-01-01"), "last day, 2020-01-01, lies before"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_kept(password, words, reason, add):
    with pytest.raises(CommandError, match=f"Nobody was added: .*({reason})"):
        add(password, *words)

    assert not User.objects.exists()


def test_an_address_is_given_once(add):
    add("a long enough sentence")

    with pytest.raises(CommandError, match="has an account already"):
        add("another long sentence", email="ASHA@tests.invalid")
