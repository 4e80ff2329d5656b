"""An app for one-time codes, written from RFC 6238 for the tests alone."""

import hashlib
import hmac
import re
import struct
from base64 import b32decode
from datetime import datetime
from html import unescape


def code_of(secret: str, at: datetime) -> str:
    """What an app that holds `secret` shows at this moment."""
    counter = struct.pack(">Q", int(at.timestamp()) // 30)
    digest = hmac.new(b32decode(secret.replace(" ", "")), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def secret_on(page: str) -> str:
    """The secret that the page of the set-up tells as text."""
    return unescape(re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1])
