"""What the API does when something happens below."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from fulcrum.foundation.api.models import Token
from fulcrum.foundation.api.services import tokens
from fulcrum.foundation.signin.events import signed_out_elsewhere
from fulcrum.foundation.users.models import User


@receiver(signed_out_elsewhere)
def revoke_tokens(sender: Any, *, user: User, by: User | None, at: datetime, **others: Any) -> None:
    """Whoever is signed out elsewhere reads through no token either."""
    for token in Token.objects.usable(at).filter(user=user):
        tokens.revoke(token, by=by, at=at)
