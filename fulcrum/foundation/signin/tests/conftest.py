"""A clock that stands still, and people with passwords."""

import pytest
import time_machine
from django.urls import reverse

from fulcrum.foundation.signin.services import factors
from fulcrum.foundation.signin.tests.phone import code_of
from tests.cast import NOW

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def clock():
    """The moment at which every test happens; `clock.shift(60)` is a minute later."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def real_passwords():
    """Passwords are stored as the program does it."""


@pytest.fixture(autouse=True)
def cheap_passwords(request, settings):
    """Many attempts are made here; what a password costs to check is not what is tested."""
    if "real_passwords" not in request.fixturenames:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def member(stranger):
    """Ruwan, who holds no role and has a password."""
    stranger.set_password(PASSWORD)
    stranger.save(update_fields=["password"])
    return stranger


@pytest.fixture
def chief(officer):
    """Nimali, a programme officer with a password."""
    officer.set_password(PASSWORD)
    officer.save(update_fields=["password"])
    return officer


def enter(client, user, password=PASSWORD, **options):
    """Send the sign-in form."""
    return client.post(reverse("signin:sign_in"), {"username": user.email, "password": password, **options})


def with_factor(user):
    """Give `user` a second factor; returns its secret and the recovery codes."""
    secret = factors.new_secret()
    codes = factors.add(user, secret, code_of(secret, NOW), at=NOW)
    return secret, codes
