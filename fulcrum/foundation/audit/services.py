"""Write audit entries, inside the transaction of the change they tell of."""

from datetime import datetime
from typing import Any

from django.db import models

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.users.models import User


def record(action: str, obj: models.Model, *, by: User | None, at: datetime, **facts: Any) -> Entry:
    """Add one entry; `by` is None when the program itself acted. `facts` must be JSON."""
    return Entry.objects.create(
        at=at, by=by, action=action, object_kind=obj._meta.label_lower, object_id=str(obj.pk), facts=facts
    )
