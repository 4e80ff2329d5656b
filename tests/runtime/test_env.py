"""Settings are read once, checked, and a wrong one is named with its value and remedy."""

import stat
from pathlib import Path

import pytest

from fulcrum.runtime import connections, env
from fulcrum.runtime.env import EnvError
from fulcrum.runtime.layout import Home


def test_nothing_set_gives_the_documented_defaults():
    found = env.read({})

    assert (found.home, found.host, found.port) == (env.PROJECT / "var", "127.0.0.1", 8000)
    assert (found.demonstration, found.debug, found.web_workers) == (True, False, 2)
    assert found.external_database_url is None


def test_an_empty_value_counts_as_not_set():
    assert env.read({"FULCRUM_PORT": " ", "DATABASE_URL": ""}) == env.read({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FULCRUM_PORT", "0"),
        ("FULCRUM_PORT", "65536"),
        ("FULCRUM_PORT", "eighty"),
        ("FULCRUM_PORT", "²"),
        ("FULCRUM_WEB_WORKERS", "-1"),
        ("FULCRUM_DEMONSTRATION", "perhaps"),
        ("FULCRUM_LOG_LEVEL", "loud"),
        ("FULCRUM_ALLOWED_HOSTS", "https://plan.example"),
        ("FULCRUM_ROLE", "superuser"),
        ("DATABASE_URL", "sqlite:///plan.db"),
        ("DATABASE_URL", "postgresql:///plan"),
        ("DATABASE_URL", "postgresql://host"),
        ("DATABASE_URL", "postgresql://[::1/plan"),
    ],
)
def test_a_wrong_value_is_named_with_a_remedy(name: str, value: str):
    with pytest.raises(EnvError) as caught:
        env.read({name: value})

    assert caught.value.variable == name
    assert value in str(caught.value) and caught.value.remedy


def test_neither_a_password_nor_a_secret_key_is_ever_repeated():
    with pytest.raises(EnvError) as password:
        env.read({"DATABASE_URL": "postgresql://me:hush@host:port/plan"})
    with pytest.raises(EnvError) as key:
        env.read({"FULCRUM_SECRET_KEY": "hush"})

    assert "hush" not in str(password.value) + str(key.value)


def test_a_secret_key_is_made_once_for_its_user_only(tmp_path: Path):
    settings = env.read({"FULCRUM_HOME": str(tmp_path / "home")})

    first, second = settings.secret_key, settings.secret_key

    assert first == second and len(first) >= 32
    assert stat.S_IMODE((tmp_path / "home" / "secret_key").stat().st_mode) == 0o600


def test_connections_come_from_the_environment_before_the_data_folder(tmp_path: Path):
    home = {"FULCRUM_HOME": str(tmp_path)}
    (tmp_path / "run").mkdir()
    connections.record(Home(tmp_path), owner="postgresql://o@h/kept", app="postgresql://a@h/kept")
    given = env.read({**home, "FULCRUM_DATABASE_URL": "postgresql://a@h/given"})

    assert connections.app_url(env.read(home)) == "postgresql://a@h/kept"
    assert connections.app_url(given) == "postgresql://a@h/given"
    assert stat.S_IMODE((tmp_path / "run" / "connections.json").stat().st_mode) == 0o600


def test_a_recorded_connection_of_another_database_is_not_taken(tmp_path: Path):
    (tmp_path / "run").mkdir()
    connections.record(Home(tmp_path), owner="postgresql://o@h/embedded", app="postgresql://a@h/embedded")
    settings = env.read({"FULCRUM_HOME": str(tmp_path), "DATABASE_URL": "postgresql://o@elsewhere/plan"})

    assert connections.owner_url(settings) == "postgresql://o@elsewhere/plan"
    assert connections.app_url(settings) == connections.NOT_STARTED


def test_a_url_becomes_djangos_words_with_encoded_characters_read():
    entry = connections.django_database("postgresql://o%40x:p%2Fw@h:5433/plan?sslmode=require")

    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"]) == ("o@x", "p/w", "h", "5433")
    assert (entry["NAME"], entry["OPTIONS"]) == ("plan", {"sslmode": "require"})
