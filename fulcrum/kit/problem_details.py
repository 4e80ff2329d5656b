"""Errors of the API as RFC 9457 writes them."""

from typing import Any

MEDIA_TYPE = "application/problem+json"


def details(status: int, title: str, detail: str = "", **more: Any) -> dict[str, Any]:
    """The members of a problem; its type is about:blank, so that `title` and `status` say what it is."""
    return {"type": "about:blank", "status": status, "title": title, "detail": detail, **more}
