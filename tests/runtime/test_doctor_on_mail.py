"""The doctor says how mail leaves, and whether the server is there and takes the password."""

import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from fulcrum.runtime import doctor, env

SENDER = "Fulcrum <plan@example.org>"


@pytest.fixture
def port():
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(port):
    """A mail server that knows one password."""

    def check(_server, _session, _envelope, _mechanism, given):
        return AuthResult(success=given.password == b"right", handled=False)

    controller = Controller(
        object(), hostname="127.0.0.1", port=port, authenticator=check, auth_require_tls=False
    )
    controller.start()
    yield port
    controller.stop()


def finding(port, password=""):
    who = f"me:{password}@" if password else ""
    url = f"smtp://{who}127.0.0.1:{port}?tls=none"
    return doctor._mail(env.read({"FULCRUM_MAIL_URL": url, "FULCRUM_MAIL_FROM": SENDER}))


def test_kept_mail_is_a_note_with_a_remedy():
    found = doctor._mail(env.read({"FULCRUM_HOME": "/home-of-tests"}))

    assert "/home-of-tests/mail" in found.said
    assert "FULCRUM_MAIL_URL" in found.remedy and not found.is_wrong


def test_a_server_that_answers_is_in_order(server):
    assert finding(server).remedy == ""
    assert finding(server, "right").remedy == ""


def test_a_wrong_password_is_found_and_not_repeated(server):
    found = finding(server, "wrong-and-secret")

    assert "535" in found.said and "FULCRUM_MAIL_URL" in found.remedy
    assert "wrong-and-secret" not in found.said + found.remedy


def test_a_server_that_is_not_there_is_found(port):
    assert str(port) in finding(port).said
    assert finding(port).remedy
