"""Documents on which a stated value rests: who may see them, and those of one line."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from fulcrum.allocation.line_reads import Told
from fulcrum.allocation.models import LineStatement
from fulcrum.foundation.attachments import owners
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.attachments.services import attachments
from fulcrum.foundation.users.models import User
from fulcrum.kit.classification import Classification
from fulcrum.registry.documents import classes_seen
from fulcrum.registry.models import Organisation

KIND = "allocation.linestatement"


def register() -> None:
    """Called once, in ready()."""
    owners.register(KIND, may_see=_may_see, may_add=_may_add, address=_address)


def attach(file: Any, statement: LineStatement, *, by: User, at: datetime) -> Attachment:
    """Keep the document of a statement; nobody outside the two houses reads it. Raises as `attachments.attach` does."""
    return attachments.attach(
        file.file,
        name=file.name,
        kind=KIND,
        about_id=str(statement.pk),
        classification=Classification.LIMITED,
        by=by,
        at=at,
    )


def of_line(user: Any, body: Organisation, statements: Iterable[Told]) -> dict[int, list[Attachment]]:
    """The documents of these statements that the reader may see, by statement, in one statement of SQL."""
    classes = classes_seen(user, body)
    ids = [str(each.row.pk) for each in statements]
    found: defaultdict[int, list[Attachment]] = defaultdict(list)
    rows = Attachment.objects.filter(about_kind=KIND, about_id__in=ids, classification__in=classes).kept()
    for row in rows.select_related("uploaded_by") if ids else ():
        found[int(row.about_id)].append(row)
    return dict(found)


def _statement(user: Any, about_id: str) -> LineStatement | None:
    rows = LineStatement.objects.visible_to(user).select_related("organisation")
    return rows.filter(pk=int(about_id)).first()


def _may_see(user: Any, about_id: str, classification: Classification) -> bool:
    row = _statement(user, about_id)
    return row is not None and classification in classes_seen(user, row.organisation)


def _may_add(user: Any, about_id: str, classification: Classification) -> bool:
    """Whoever stated the value adds its document, and removes it again."""
    row = _statement(user, about_id)
    return row is not None and row.by_id == user.pk and classification is Classification.LIMITED


def _address(about_id: str) -> str:
    row = LineStatement.objects.select_related("organisation").get(pk=int(about_id))
    return reverse("allocation:line", args=[row.organisation.slug, row.criterion])
