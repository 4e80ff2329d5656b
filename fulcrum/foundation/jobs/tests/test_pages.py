"""The pages of jobs: who sees which, what they tell, and what they offer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.jobs.queries import PAGE
from fulcrum.foundation.jobs.tests.conftest import TASK, in_queue, queued, set_acting_person

pytestmark = pytest.mark.django_db
LIST = "/jobs/"


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def of_person(user):
    """A waiting job that this person asked for."""
    set_acting_person(user.pk)
    run = queued()
    set_acting_person(None)
    return run


def read(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def numbers(response):
    return [job.run.pk for job in response.context["jobs"]]


def test_the_list_tells_task_state_and_who_asked(kind, signed_in, stranger):
    kind()
    of_person(stranger)

    page = read(signed_in, LIST)

    assert "Count to ten" in page
    assert "Waiting" in page
    assert stranger.name in page


def test_the_list_is_narrowed_by_its_address(kind, signed_in):
    kind()
    waiting, running = queued(), in_queue(queued(), "doing")

    assert numbers(signed_in.get(LIST, {"state": "running"})) == [running.pk]
    assert numbers(signed_in.get(LIST, {"task": TASK})) == [running.pk, waiting.pk]
    assert numbers(signed_in.get(LIST, {"state": "unheard-of", "before": "x"})) == [running.pk, waiting.pk]


def test_routine_that_went_well_is_shown_only_when_asked_for(signed_in, now):
    done = {"task": "jobs.prune", "queued_at": now, "started_at": now, "ended_at": now}
    well = JobRun.objects.create(job_id=-1, state="succeeded", **done)
    failed = JobRun.objects.create(job_id=-2, state="failed", **done)

    assert numbers(signed_in.get(LIST)) == [failed.pk]
    assert numbers(signed_in.get(LIST, {"routine": "1"})) == [failed.pk, well.pk]


def test_pages_are_walked_forth_and_back_without_loss(signed_in):
    all_of_them = [queued().pk for _ in range(PAGE * 2 + 1)][::-1]

    first = signed_in.get(LIST)
    second = signed_in.get(LIST + "?" + first.context["older_href"].partition("?")[2])
    third = signed_in.get(LIST + "?" + second.context["older_href"].partition("?")[2])
    back = signed_in.get(LIST + "?" + third.context["newer_href"].partition("?")[2])

    assert numbers(first) + numbers(second) + numbers(third) == all_of_them
    assert numbers(back) == numbers(second)
    assert (first.context["newer_href"], third.context["older_href"]) == ("", "")
    assert signed_in.get(back.context["newer_href"]).context["newer_href"] == ""


def test_a_full_page_asks_the_database_little(signed_in, django_assert_max_num_queries):
    for _ in range(PAGE + 5):
        queued()
    read(signed_in, LIST)

    with django_assert_max_num_queries(14):
        read(signed_in, LIST)


def test_a_person_sees_their_own_jobs_and_no_others(client, stranger, officer):
    own, other = of_person(stranger), of_person(officer)
    client.force_login(stranger)

    assert numbers(client.get("/jobs/mine/")) == [own.pk]
    assert client.get(reverse("jobs:job", args=[own.pk])).status_code == 200
    for name in ("job", "progress"):
        assert client.get(reverse(f"jobs:{name}", args=[other.pk])).status_code == 404
    for name in ("stop", "retry"):
        assert client.post(reverse(f"jobs:{name}", args=[other.pk])).status_code == 404


def test_details_are_for_staff(client, stranger, auditor):
    run = of_person(stranger)
    JobRun.objects.update(fault_code="unknown", fault_details="Traceback of the makers")
    address = reverse("jobs:job", args=[run.pk])

    client.force_login(stranger)
    plain = read(client, address)
    client.force_login(auditor)
    detailed = read(client, address)

    assert "The program met a fault" in plain
    assert "Traceback of the makers" not in plain
    assert "Traceback of the makers" in detailed


def test_a_running_job_shows_how_far_it_is_and_the_part_alone_is_served(signed_in):
    run = in_queue(queued(), "doing")
    JobRun.objects.update(done=300, total=1200)

    page = read(signed_in, reverse("jobs:job", args=[run.pk]))
    part = signed_in.get(reverse("jobs:progress", args=[run.pk]))

    assert 'value="25"' in page
    assert 'value="25"' in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Refresh" not in part


def test_the_page_reloads_once_the_job_has_ended(signed_in):
    run = in_queue(in_queue(queued(), "doing"), "failed")

    assert signed_in.get(reverse("jobs:progress", args=[run.pk]))["HX-Refresh"] == "true"


def test_stopping_by_the_button(kind, signed_in):
    kind()
    run = queued()

    page = signed_in.post(reverse("jobs:stop", args=[run.pk]), follow=True).content.decode()

    run.refresh_from_db()
    assert run.state == "cancelled"
    assert "The job was asked to stop." in page


def test_a_refusal_is_told_on_the_page_and_changes_nothing(kind, signed_in):
    kind(stops=False)
    run = in_queue(queued(), "doing")

    page = signed_in.post(reverse("jobs:stop", args=[run.pk]), follow=True).content.decode()

    assert "“Count to ten” runs and cannot be stopped in between; it ends by itself." in page


def test_running_again_by_the_button(kind, signed_in):
    kind()
    run = in_queue(in_queue(queued(), "doing"), "failed")

    signed_in.post(reverse("jobs:retry", args=[run.pk]))

    run.refresh_from_db()
    assert run.state == "waiting"


def test_a_result_elsewhere_is_not_linked(signed_in):
    run = queued()
    JobRun.objects.update(result_path="//elsewhere.invalid/file")

    assert "elsewhere.invalid" not in read(signed_in, reverse("jobs:job", args=[run.pk]))


def test_what_runs_by_itself_is_listed_with_its_last_and_next_run(signed_in, django_assert_max_num_queries):
    then = timezone.now() - timedelta(minutes=1)
    JobRun.objects.create(
        job_id=-1,
        task="jobs.prune",
        state="failed",
        fault_code="disk",
        queued_at=then,
        started_at=then,
        ended_at=then,
    )

    with django_assert_max_num_queries(14):
        page = read(signed_in, "/jobs/periodic/")

    assert "Let go of old records of jobs" in page
    assert "Every day at 02:05" in page
    assert "The disk is full;" in page
