"""Behind a proxy that speaks TLS: forms are taken, cookies travel over TLS only, and nobody else may say https."""

import importlib.util

import pytest
from django.test import Client
from django.urls import reverse

from fulcrum.runtime import env

PROXY = {"HTTP_HOST": "plan.example", "HTTP_X_FORWARDED_PROTO": "https"}
PASSWORD = "correct horse battery"


def read_settings():
    """The settings module as a fresh process would read it."""
    place = importlib.util.find_spec("fulcrum.config.settings")
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return {name: getattr(module, name) for name in dir(module) if name.isupper()}


@pytest.fixture
def start(monkeypatch, settings):
    """Give Django the settings of a start with these variables; only those that differ, and no other database."""

    def with_variables(**variables):
        before = read_settings()
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        for name, value in read_settings().items():
            if name not in ("ENV", "DATABASES") and value != before[name]:
                setattr(settings, name, value)

    return with_variables


def sign_in(officer):
    """Open the form and send it as a browser does whose proxy speaks TLS; returns answer and cookies."""
    officer.set_password(PASSWORD)
    officer.save(update_fields=["password"])
    browser = Client(enforce_csrf_checks=True)
    browser.get(reverse("signin:sign_in"), **PROXY)
    data = {
        "username": officer.email,
        "password": PASSWORD,
        "csrfmiddlewaretoken": browser.cookies["csrftoken"].value,
    }
    answer = browser.post(reverse("signin:sign_in"), data, HTTP_ORIGIN="https://plan.example", **PROXY)
    browser.get(reverse("web:language", args=["ta"]), **PROXY)
    return answer, browser.cookies


def test_people_sign_in_behind_a_proxy_and_every_cookie_is_secure(start, officer):
    start(FULCRUM_BEHIND_TLS="1", FULCRUM_ALLOWED_HOSTS="plan.example")

    answer, cookies = sign_in(officer)

    assert answer.status_code == 302
    assert {name: bool(cookie["secure"]) for name, cookie in cookies.items()} == {
        "sessionid": True,
        "csrftoken": True,
        "django_language": True,
        "fulcrum_browser": True,
    }


def test_without_the_setting_nobody_is_believed_who_says_https(start, officer):
    start(FULCRUM_ALLOWED_HOSTS="plan.example")

    answer, cookies = sign_in(officer)

    assert answer.status_code == 403
    assert not any(cookie["secure"] for cookie in cookies.values())


def test_our_own_names_are_the_trusted_origins():
    hosts = {"FULCRUM_ALLOWED_HOSTS": "plan.example,.units.example,*"}

    assert env.read({**hosts, "FULCRUM_BEHIND_TLS": "1"}).trusted_origins == (
        "https://plan.example",
        "https://*.units.example",
    )
    assert env.read(hosts).trusted_origins == ()
