"""The API keeps its description: odd questions of every operation are answered as it says, for each of the cast."""

import json
from datetime import timedelta

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from fulcrum.config import api  # noqa: F401 - it hands the description over
from fulcrum.foundation.api import description
from fulcrum.foundation.api.services import tokens

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
QUESTIONS = 15


@pytest.fixture
def people(officer, cert_analyst, plan):
    """Who asks, by name; None is a visitor."""
    return {"visitor": None, "officer": officer, "analyst": cert_analyst}


@pytest.fixture(autouse=True)
def _one_connection():
    """The requests stay in the transaction of the test, as those of Django's own test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def token_for(user):
    return tokens.make(name="test", scope="read", lasts=timedelta(days=1), by=user, at=timezone.now())[1]


def operations():
    found = schemathesis.openapi.from_dict(description.current())
    return [each.ok() for each in found.get_all_operations()]


@pytest.mark.parametrize("who", ["visitor", "officer", "analyst"])
@pytest.mark.parametrize("operation", operations(), ids=lambda each: each.label)
def test_every_answer_is_as_described(operation, who, people):
    headers = {"Accept-Encoding": "identity"}
    if people[who]:
        headers["Authorization"] = f"Bearer {token_for(people[who])}"
    application = WSGIHandler()

    @settings(
        max_examples=QUESTIONS,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case):
        case.operation.app = application
        response = case.call(headers=headers, base_url="http://testserver", app=application)
        case.validate_response(response, checks=list(CHECKS))

    ask()


@pytest.mark.django_db
def test_the_description_is_the_newest_openapi_and_names_every_operation(client):
    told = json.loads(client.get("/api/v1/openapi.json").content)

    assert told["openapi"].startswith("3.1")
    assert all(operation["summary"] for methods in told["paths"].values() for operation in methods.values())
