"""Documents of an organisation: who may see and add them, and their place on its page."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from fulcrum.foundation.attachments import owners, queries
from fulcrum.kit.classification import Classification
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.registry.slots import Slot, organisation_foot_slots

KIND = "registry.organisation"
ADD = "registry.add_document"


def register() -> None:
    """Called once, in ready()."""
    owners.register(KIND, may_see=_may_see, may_add=_may_add, address=_address)
    organisation_foot_slots.register(of_organisation, order=90)


def classes_to_add(user: Any, body: Organisation) -> Sequence[Classification]:
    """The classes of which this person may add documents here: those that they may read themselves."""
    return classes_seen(user, body) if access.may(user, ADD, at=body) else []


def classes_seen(user: Any, body: Organisation) -> Sequence[Classification]:
    """The classes of which this person is shown documents of this organisation."""
    place = access.place_of(body)
    return [each for each in Classification if access.cleared(user, each).holds(place)]


def of_organisation(request: HttpRequest, body: Organisation) -> Slot | None:
    """The documents that the reader may see, and the door to add one."""
    documents = list(queries.of_classes(classes_seen(request.user, body), KIND, str(body.pk)))
    may_add = access.may(request.user, ADD, at=body)
    if not documents and not may_add:
        return None
    context = {"attachments": documents, "may_add": may_add, "may_remove": may_add, "body": body}
    return Slot("registry/parts/documents.html", context)


def _body(user: Any, about_id: str) -> Organisation | None:
    return Organisation.objects.visible_to(user).filter(pk=int(about_id)).first()


def _may_see(user: Any, about_id: str, classification: Classification) -> bool:
    body = _body(user, about_id)
    return body is not None and classification in classes_seen(user, body)


def _may_add(user: Any, about_id: str, classification: Classification) -> bool:
    body = _body(user, about_id)
    return body is not None and classification in classes_to_add(user, body)


def _address(about_id: str) -> str:
    slug = Organisation.objects.values_list("slug", flat=True).get(pk=int(about_id))
    return reverse("registry:organisation", args=[slug])
