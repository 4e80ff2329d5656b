"""Deny by default: every address answers each of the cast as tests/permissions_table.py says."""

import pytest
from django.urls import URLPattern, get_resolver, reverse

from tests.permissions_table import ROWS, SIGN_IN

CAST = ("visitor", "stranger", "officer", "auditor")


def url_names(resolver=None, namespace=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from url_names(pattern, inner)


def test_every_address_has_a_row():
    assert set(url_names()) - {row.name for row in ROWS} == set()


def test_no_row_speaks_of_an_address_that_is_gone():
    assert {row.name for row in ROWS} - set(url_names()) == set()


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.name}")
def test_it_answers_as_the_table_says(row, who, client, request, plan, officer, auditor, stranger):
    people = {"stranger": stranger, "officer": officer, "auditor": auditor}
    if who in people:
        client.force_login(people[who])
    arguments = {name: plan.pk if value == "plan" else value for name, value in row.arguments.items()}
    address = reverse(row.name, kwargs=arguments)

    response = getattr(client, row.method)(address, row.data)

    expected = getattr(row, who)
    if expected == SIGN_IN:
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("signin:sign_in"))
    else:
        assert response.status_code == expected, response.content[:400]
