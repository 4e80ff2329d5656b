"""What the API does when something happens below."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from fulcrum.foundation.api.models import Token
from fulcrum.foundation.api.services import tokens
from fulcrum.foundation.signin.events import signed_out_everywhere
from fulcrum.foundation.users.models import User


@receiver(signed_out_everywhere)
def revoke_tokens(sender: Any, *, user: User, at: datetime, **others: Any) -> None:
    """Whoever is signed out everywhere reads through no token either."""
    for token in Token.objects.usable(at).filter(user=user):
        tokens.revoke(token, by=user, at=at)
