"""The lists that other tests walk are complete: the permission table by the API's description, the pages by the table."""

from django.urls import resolve, reverse

from fulcrum.config import api  # noqa: F401 - it hands the description over
from fulcrum.foundation.api import description
from tests.journeys.pages import OFFICER, PUBLIC
from tests.permissions_table import ROWS

NO_PAGES = ("api:", "web:health", "web:ready", "web:design_themes", "api_guide:openapi")
FILES = ("problem", "export", "import_template", "_file")
ON_A_JOURNEY = {"signin:confirm", "signin:password"}
"""The people of the demonstration have no password; a newcomer's journey leads there."""


def operations():
    """Method and URL name of everything that the API's description tells of."""
    for path, methods in description.current()["paths"].items():
        asked = path.replace("{slug}", "hosp-a")
        assert "{" not in asked, f"give {path} a value here"
        for method in methods:
            yield method, resolve(asked).view_name


def test_every_operation_of_the_api_has_its_row():
    told = set(operations())

    assert len(told) > 10
    assert told - {(row.method, row.name) for row in ROWS} == set()


def test_every_row_of_the_api_is_described():
    rows = {(row.method, row.name) for row in ROWS if row.name.startswith("api:")}

    assert rows - set(operations()) == {("get", "api:api-root")}, "the root of the addresses is no operation"


def test_every_page_that_an_officer_can_open_is_looked_at_in_a_browser():
    """Those with a key in their address are looked at on the journeys that lead there."""
    opened = [row.name for row in ROWS if row.officer == 200 and row.method == "get" and not row.arguments]
    pages = [name for name in opened if not name.startswith(NO_PAGES) and not name.endswith(FILES)]
    listed = {path.split("?")[0] for path in (*PUBLIC, *OFFICER)}

    assert [name for name in pages if name not in ON_A_JOURNEY and reverse(name) not in listed] == []
