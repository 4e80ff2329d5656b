"""Keep secrets unreadable in the database: sealed with a key that only the program's secret key gives."""

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"fulcrum: secrets of second factors, 1"


class UnreadableError(Exception):
    """What was sealed cannot be opened: it was sealed under another secret key, or changed since."""


def seal(text: str) -> str:
    """`text` as it may be stored."""
    return _box(settings.SECRET_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was given to `seal`. Raises UnreadableError."""
    try:
        return _box(settings.SECRET_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise UnreadableError("sealed under another FULCRUM_SECRET_KEY, or changed since") from error


@cache
def _box(secret_key: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret_key.encode())
    return Fernet(base64.urlsafe_b64encode(key))
