"""What is done can be traced to the request, job or command that did it."""

import asyncio
import logging
from types import SimpleNamespace

from fulcrum.config import cli, worker
from fulcrum.foundation.web.middleware import RequestLog
from fulcrum.kit import origin


def test_a_request_works_under_the_number_that_its_answer_carries(rf):
    seen = []

    def answer(request):
        seen.append(origin.current())
        return {}

    asked = RequestLog(answer)
    answered = asked(rf.get("/health"))

    assert seen == [answered["X-Request-ID"]]
    assert origin.current() == ""


def test_a_job_works_under_its_name_and_number():
    seen = []

    async def run():
        seen.append(await asyncio.to_thread(origin.current))

    context = SimpleNamespace(job=SimpleNamespace(task_name="allocation.run_plan", id=7))
    asyncio.run(worker.named(run, context, None))

    assert seen == ["job allocation.run_plan 7"]


def test_a_command_works_under_its_name(monkeypatch):
    seen = []
    module = SimpleNamespace(main=lambda rest: seen.append(origin.current()))
    monkeypatch.setattr(cli.importlib, "import_module", lambda name: module)

    cli.main(["manage", "add_person", "--name", "Asha"])
    cli.main(["doctor", "--all"])

    assert seen == ["command manage add_person", "command doctor"]


def test_the_log_of_requests_keeps_no_token_of_a_link_that_lets_people_in(client, db, caplog):
    caplog.set_level(logging.INFO, logger="fulcrum.request")

    client.get("/account/reset/MQ/c1-secret/")
    client.get("/account/invitation/7.secret/")

    paths = [record.path for record in caplog.records if record.message == "request"]
    assert paths == ["/account/reset/MQ/.../", "/account/invitation/.../"]
