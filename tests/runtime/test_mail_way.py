"""One address says how mail leaves; a wrong one is named with its remedy, and no password is ever repeated."""

from pathlib import Path

import pytest

from fulcrum.runtime import env, mail_way
from fulcrum.runtime.env import EnvError
from fulcrum.runtime.mail_way import MailFolder, MailServer

HOME = Path("/home-of-tests")
SENDER = {"FULCRUM_MAIL_FROM": "Fulcrum <plan@example.org>"}


@pytest.mark.parametrize(
    ("url", "way"),
    [
        ("file:", MailFolder(HOME / "mail")),
        ("file:/var/mails", MailFolder(Path("/var/mails"))),
        ("file:///var/a%20b", MailFolder(Path("/var/a b"))),
        (
            "smtp://me%40example.org:p%2Fw@mail.example.org",
            MailServer("mail.example.org", 587, "me@example.org", "p/w", "starttls"),
        ),
        (
            "smtp://me:pw@mail.example.org:2525?tls=implicit",
            MailServer("mail.example.org", 2525, "me", "pw", "implicit"),
        ),
        ("smtp://mail.example.org?tls=implicit", MailServer("mail.example.org", 465, "", "", "implicit")),
        ("smtp://mail.example.org?tls=none", MailServer("mail.example.org", 25, "", "", "none")),
        ("smtp://me:pw@127.0.0.1?tls=none", MailServer("127.0.0.1", 25, "me", "pw", "none")),
    ],
)
def test_an_address_names_a_server_or_a_folder(url, way):
    assert mail_way.read(url, HOME) == way


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://me:hush@:587",
        "smtp://me:hush@mail.example.org:port",
        "smtp://me:hush@mail.example.org:0",
        "smtp://me:hush@mail.example.org?tls=maybe",
        "smtp://me:hush@mail.example.org?ssl=1",
        "smtp://me:hush@mail.example.org?tls=none",
    ],
)
def test_a_wrong_address_is_named_without_its_password(url):
    with pytest.raises(EnvError) as caught:
        env.read({**SENDER, "FULCRUM_MAIL_URL": url})

    assert caught.value.variable == "FULCRUM_MAIL_URL"
    assert "hush" not in str(caught.value) and caught.value.remedy


@pytest.mark.parametrize(
    "sender", ["", "Fulcrum", "Fulcrum <plan@>", "plan@example.org\nBcc: all@example.org"]
)
def test_a_mail_server_needs_a_sender(sender):
    with pytest.raises(EnvError) as caught:
        env.read({"FULCRUM_MAIL_URL": "smtp://mail.example.org", "FULCRUM_MAIL_FROM": sender})

    assert caught.value.variable == "FULCRUM_MAIL_FROM"


def test_files_need_none():
    assert env.read({}).mail_from == "Fulcrum <fulcrum@localhost>"


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({}, "http://localhost:8000"),
        ({"FULCRUM_PORT": "8010"}, "http://localhost:8010"),
        ({"FULCRUM_ALLOWED_HOSTS": "*,.example.org,plan.example.org"}, "http://plan.example.org:8000"),
        (
            {"FULCRUM_ALLOWED_HOSTS": "plan.example.org", "FULCRUM_BEHIND_TLS": "1"},
            "https://plan.example.org",
        ),
        ({"FULCRUM_PUBLIC_URL": "https://dtu.example.org:8443/"}, "https://dtu.example.org:8443"),
    ],
)
def test_links_lead_to_where_the_pages_are(environ, address):
    assert env.read(environ).public_url == address


@pytest.mark.parametrize(
    "value", ["plan.example.org", "ftp://plan.example.org", "https://", "https://a.org/path"]
)
def test_a_public_address_is_scheme_and_host(value):
    with pytest.raises(EnvError) as caught:
        env.read({"FULCRUM_PUBLIC_URL": value})

    assert caught.value.variable == "FULCRUM_PUBLIC_URL"
