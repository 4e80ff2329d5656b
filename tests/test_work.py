"""My work: what waits for a person, from every app, the most urgent first, and never silently short."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fulcrum.allocation.domain.states import State
from fulcrum.allocation.models import Plan
from fulcrum.foundation.users.models import User
from fulcrum.foundation.web import work

PAGE = "/work/"


def source(key, *lines, waiting=None, app="", label="Invented app"):
    """A source of a test, with the lines it gives to everybody."""
    return work.Source(
        key,
        app or key,
        label,
        lambda user, at: len(lines) if waiting is None else waiting,
        lambda user, at: lines,
    )


def line(title, due=None, **more):
    return work.Line(title=title, href="/", action="Do it", due=due, **more)


@pytest.fixture
def only(monkeypatch):
    """Have My work know these sources and nothing else."""

    def set_them(*sources):
        monkeypatch.setattr(work, "_sources", {each.key: each for each in sources})

    monkeypatch.setattr(work, "_homes", [])
    set_them()
    return set_them


def titles(user, at):
    return [str(task.line.title) for task in work.gather(user, at).tasks]


def test_the_oldest_last_day_comes_first_and_what_has_none_last(only, stranger, now):
    only(
        source("b", line("later", date(2026, 12, 1)), line("without a day", weight=9)),
        source("a", line("overdue", date(2026, 11, 1))),
    )

    assert titles(stranger, now) == ["overdue", "later", "without a day"]


def test_on_the_same_day_the_heavier_comes_first(only, stranger, now):
    day = date(2026, 12, 1)
    only(source("a", line("light", day), line("heavy", day, weight=2)))

    assert titles(stranger, now) == ["heavy", "light"]


def test_a_source_that_fails_is_said_and_the_others_are_shown(only, stranger, client, caplog):
    def broken(user, at):
        list(User.objects.extra(where=["no such column"]))

    only(
        work.Source("broken", "broken", "Broken app", lambda user, at: None, broken),
        source("whole", line("Still here")),
    )
    client.force_login(stranger)

    page = client.get(PAGE).content.decode()

    assert "What waits in “Broken app” cannot be shown at the moment." in page
    assert "Still here" in page
    assert [record.source for record in caplog.records if hasattr(record, "source")] == ["broken"]


def test_a_count_that_fails_leaves_the_frame_standing(only, stranger, client):
    only(source("broken", waiting=User.objects.extra(where=["no such column"])))
    client.force_login(stranger)

    assert work.count(stranger, timezone.now()) is None
    assert client.get("/no/such/page/").status_code == 404


def test_the_frame_counts_every_source_in_one_statement(
    only, officer, stranger, now, django_assert_max_num_queries
):
    everybody = User.objects.all()
    only(*(source(f"s{number}", waiting=everybody) for number in range(20)), source("three", waiting=3))

    with django_assert_max_num_queries(3):  # the statement, and the savepoint around it
        assert work.count(officer, now) == 20 * 2 + 3


def test_nothing_is_asked_of_the_database_when_nothing_can_wait(
    only, stranger, now, django_assert_max_num_queries
):
    only(
        source("none", waiting=User.objects.none()),
        work.Source("n", "n", "N", lambda u, a: None, lambda u, a: ()),
    )

    with django_assert_max_num_queries(2):
        assert work.count(stranger, now) == 0


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "overdue by 2 days"),
        (-1, "overdue by 1 day"),
        (0, "due today"),
        (1, "due in 1 day"),
        (30, "due in 30 days"),
    ],
)
def test_when_it_is_due_is_said_in_words(days, words, only, stranger, client):
    only(source("a", line("Something", timezone.localdate() + timedelta(days=days))))
    client.force_login(stranger)

    assert words in client.get(PAGE).content.decode()


def test_the_filter_in_the_address_keeps_one_app(only, stranger, client):
    only(source("a", line("Of the first"), label="First"), source("b", line("Of the second"), label="Second"))
    client.force_login(stranger)

    page = client.get(PAGE, {"app": "b"}).content.decode()

    assert "Of the second" in page
    assert "Of the first" not in page
    assert client.get(PAGE, {"app": "no such app"}).status_code == 200


def test_a_long_list_has_pages_that_keep_the_filter(only, stranger, client):
    lines = [line(f"Task {number:03}") for number in range(120)]
    only(source("a", *lines), source("b", line("Other")))
    client.force_login(stranger)

    page = client.get(PAGE, {"app": "a", "page": "2"}).content.decode()

    assert "Task 050" in page
    assert "Task 049" not in page
    assert 'href="?app=a&amp;page=3"' in page


def test_a_source_with_more_than_is_shown_says_so(only, stranger, client):
    only(source("a", *(line(f"Task {number}") for number in range(work.MOST)), label="Full app"))
    client.force_login(stranger)

    assert "“Full app” has more than 200" in client.get(PAGE).content.decode()


def test_an_empty_list_teaches_by_role(officer, stranger, client, db):
    client.force_login(officer)
    assert reverse("allocation:new_scenario") in client.get(PAGE).content.decode()

    client.force_login(stranger)
    assert "You hold no role yet" in client.get(PAGE).content.decode()


def test_a_key_taken_by_another_source_is_a_mistake(only):
    work.register(source("a", line("One")))

    with pytest.raises(ValueError, match="'a' is registered already"):
        work.register(source("a", line("Two")))


@pytest.mark.parametrize("role", ["officer", "auditor", "stranger"])
def test_every_source_and_block_takes_one_query_at_most(
    role, request, plan, now, django_assert_max_num_queries
):
    person = request.getfixturevalue(role)
    work.count(person, now)  # roles are read once for each request and person

    for each in work.sources():
        with django_assert_max_num_queries(1):
            list(each.lines(person, now))
    for home in work._homes:
        with django_assert_max_num_queries(1):
            home.make(person, now)


def test_the_page_costs_a_statement_for_each_source_and_block_and_little_else(
    officer, plan, client, django_assert_max_num_queries
):
    client.force_login(officer)
    asked = len(work.sources()) + len(work._homes)

    with django_assert_max_num_queries(
        3 * asked + 16
    ):  # a statement and its savepoint each; the frame and the person
        client.get(PAGE)


@pytest.mark.parametrize("role", ["officer", "auditor", "stranger"])
def test_what_is_counted_is_what_is_listed(role, request, plan, now):
    person = request.getfixturevalue(role)

    assert work.count(person, now) == len(work.gather(person, now).tasks)


@pytest.fixture
def asked(officer, plan):
    """Make a plan in a state that the officer asked for, or somebody else."""

    def ask(state, by, finished_at=None):
        scenario = plan.scenario
        scenario.pk, scenario.by, scenario.name = None, by, f"Asked, {state}"
        scenario.save()
        return Plan.objects.create(
            scenario=scenario, asked_at=timezone.now(), state=state, finished_at=finished_at
        )

    return ask


def test_my_computation_stands_in_my_list_and_in_nobody_else_s(asked, officer, auditor, now):
    asked(State.RUNNING, officer)

    assert titles(officer, now) == ["Asked, running"]
    assert titles(auditor, now) == []


def test_an_answer_leaves_the_list_after_a_week(asked, officer, now):
    asked(State.FINISHED, officer, now)

    assert titles(officer, now + timedelta(days=7)) == ["Asked, finished"]
    assert titles(officer, now + timedelta(days=7, seconds=1)) == []


def test_a_stopped_computation_waits_for_nobody(asked, officer, now):
    asked(State.CANCELLED, officer, now)

    assert titles(officer, now) == []
