"""What the outbox must know of the person it writes to: whether, in which language, how often."""

from django.conf import settings

from fulcrum.foundation.users.domain.preferences import NoticeFrequency
from fulcrum.foundation.users.models import User


def is_told(user: User) -> bool:
    """Whether anything is told to this person: not once their account is closed."""
    return bool(user.is_active and user.email)


def language_of(user: User) -> str:
    """The language in which this person reads."""
    return known_language(user.language)


def known_language(code: str) -> str:
    """`code` if the program speaks it, else the language that every text is written in first."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def collects(user: User) -> bool:
    """Whether this person wants mail collected once a day rather than at once."""
    return user.notice_frequency == NoticeFrequency.DAILY
