"""How a person wishes to be told."""

from enum import StrEnum

LANGUAGES = ("si", "ta", "en")
"""Languages in which a reader can have the program."""
DIGEST_HOUR = 7
"""Hour of the country's day at which a digest goes out unless its reader chose another."""


class NoticeFrequency(StrEnum):
    """When mail about ordinary notices goes out; urgent ones never wait."""

    AT_ONCE = "at_once"
    DAILY = "daily"
