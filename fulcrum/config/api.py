"""The API, put together from every app's part."""

from typing import Any

from ninja import NinjaAPI

from fulcrum import __version__
from fulcrum.allocation.api import router as allocation
from fulcrum.foundation.api import description, errors
from fulcrum.foundation.api.door import Door
from fulcrum.foundation.api.operations import router as system
from fulcrum.registry.api import router as registry
from fulcrum.registry.api_calendars import router as calendars
from fulcrum.registry.api_history import router as history

api = NinjaAPI(
    title="Fulcrum",
    version=__version__,
    description="Read access to what the pages show, with the same rights. Rows of the simulated world are marked.",
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    auth=Door(),
)
errors.install(api)
for router in (registry, history, calendars, allocation, system):
    api.add_router("", router)


def _described() -> dict[str, Any]:
    """Ninja's description, with problems as every error's media type and visitors allowed where they are."""
    told = dict(api.get_openapi_schema(path_prefix="/api/v1"))
    for methods in told["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                content = answer.get("content", {})
                if int(status) >= 400 and "application/json" in content:
                    answer["content"] = {"application/problem+json": content["application/json"]}
            operation["security"] = [{}, *operation.get("security", [])]
    return told


description.given_by(_described)
