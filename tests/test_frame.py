"""The frame: headers, languages, transactions, errors."""

import pytest
from django.db import connection
from django.urls import reverse

from fulcrum.foundation.web.templatetags import wording


def test_the_content_security_policy_allows_nothing_inline(client, plan):
    policy = client.get("/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_signed_in_person_is_known_to_the_database_inside_the_request(officer, client, monkeypatch):
    seen = []

    def look(_request):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('fulcrum.person', true)")
            seen.append(cursor.fetchone()[0])
        return []

    monkeypatch.setattr("fulcrum.foundation.web.menu.shown_to", look)
    client.get("/no/such/page/")
    client.force_login(officer)
    client.get("/no/such/page/")

    assert seen == ["", str(officer.pk)]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.invalid/",
        "//evil.invalid/",
        "javascript:alert(1)",
        "\\\\evil",
        "http://[",
        "organisations/",
    ],
)
def test_the_choice_of_language_never_leads_away(elsewhere, client, db):
    response = client.get(reverse("web:language", args=["si"]), {"next": elsewhere})

    assert response["Location"] == "/"


def test_an_unknown_language_does_not_exist(client, db):
    assert client.get("/language/fr/").status_code == 404


def test_a_failure_keeps_nothing_and_shows_a_number(client, plan, monkeypatch, officer):
    from fulcrum.allocation import queries
    from fulcrum.foundation.users.models import User

    def fail(*_):
        User.objects.create(name="Half done", email="half@tests.invalid")
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(queries, "alike", fail)
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == 500
    assert response["X-Request-ID"] in response.content.decode()
    assert not User.objects.filter(name="Half done").exists()


@pytest.fixture
def no_database(django_db_blocker, monkeypatch):
    """The database server does not answer."""
    with django_db_blocker.unblock():
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "PORT", "1")
        yield
        connection.close()


def test_without_a_database_a_page_says_so_with_a_number_and_no_traceback(client, no_database):
    client.raise_request_exception = False

    response = client.get("/organisations/", headers={"Accept-Language": "ta"})

    page = response.content.decode()
    assert response.status_code == 500
    assert f"<code>{response['X-Request-ID']}</code>" in page
    assert '<html lang="ta">' in page
    assert "Traceback" not in page
    assert "OperationalError" not in page


def test_a_wrong_host_name_is_a_bad_request_and_the_log_names_the_setting(client, db, caplog):
    response = client.get("/", headers={"Host": "elsewhere.invalid", "Accept-Language": "si"})

    assert response.status_code == 400
    assert '<html lang="si">' in response.content.decode()
    told = [(record.message, record.host) for record in caplog.records if hasattr(record, "host")]
    assert told == [
        ("host name not served; if it is ours, add it to FULCRUM_ALLOWED_HOSTS", "elsewhere.invalid")
    ]


def test_what_a_signed_in_person_sees_stays_out_of_shared_caches(client, officer, plan):
    assert not client.get("/").has_header("Cache-Control")
    client.force_login(officer)

    for path in ("/", "/scenarios/", "/no/such/page/"):
        assert client.get(path)["Cache-Control"] == "private, no-cache", path


def test_static_files_may_be_kept_by_everybody(client, officer):
    client.force_login(officer)

    assert "private" not in client.get("/static/css/base.css")["Cache-Control"]


@pytest.mark.parametrize(
    ("language", "day"), [("en", "23 November 2026"), ("si", "2026 නොවැම්බර් 23"), ("ta", "23 நவம்பர், 2026")]
)
def test_dates_are_written_as_each_language_writes_them(language, day, now):
    from django.utils import translation

    with translation.override(language):
        assert wording.day(now) == day


def test_thousands_are_grouped_by_three_in_every_language():
    from django.utils import translation

    for language in ("en", "si", "ta"):
        with translation.override(language):
            assert wording.number(12345678) == "12,345,678"


def test_a_missing_name_is_shown_in_english_and_marked(register):
    from django.utils import translation

    with translation.override("ta"):
        shown = wording.named(register["hosp-a"])

    assert '<span lang="en">Alpha Hospital</span>' in shown
    assert "<abbr" in shown
