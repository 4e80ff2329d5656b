"""How the audit log finds attachments and their organisations."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from fulcrum.foundation.attachments import owners
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.audit import links
from fulcrum.foundation.audit.links import Link
from fulcrum.kit.classification import Classification


def organisation_key(kind: str, about_id: str) -> int | None:
    """The organisation under which an entry about an attachment is found, if it is one's."""
    return int(about_id) if kind == links.ORGANISATION else None


def find(ids: Collection[str], user: Any) -> Mapping[str, Link]:
    """Name and address of those attachments that this person may see."""
    found = Attachment.objects.filter(pk__in=[each for each in ids if _is_key(each)])
    return {
        str(each.pk): Link(each.name, reverse("attachments:file", args=[each.pk]))
        for each in found
        if owners.may_see(user, each.about_kind, each.about_id, Classification(each.classification))
    }


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
