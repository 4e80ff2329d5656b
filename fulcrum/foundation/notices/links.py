"""Addresses that mails carry: pages of this site, and the signed link that ends a kind of mail without signing in."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

_SALT = "notices.unsubscribe"


@dataclass(frozen=True)
class Unsubscribing:
    """What an unsubscribe link is for: a person's mails of one kind, or of every kind that is no duty ('')."""

    user_id: int
    kind: str


def absolute(path: str) -> str:
    """The address under which readers reach a path of this site."""
    return f"{settings.PUBLIC_URL}{path}"


def unsubscribe(user_id: int, kind: str) -> str:
    """The link; it stays good, since people click it in old mails too."""
    token = signing.dumps([user_id, kind], salt=_SALT)
    return absolute(reverse("notices:unsubscribe", args=[token]))


def read_unsubscribe(token: str) -> Unsubscribing | None:
    """What the link was made for; None if we did not make it."""
    try:
        user_id, kind = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Unsubscribing(int(user_id), str(kind))
