"""What a person prefers, wherever they sign in."""

from fulcrum.foundation.users.domain.preferences import LANGUAGES
from fulcrum.foundation.users.models import User


def choose_language(user: User, language: str) -> None:
    """Keep the language in which `user` reads, for every device; not for an account that many people share.

    Raises ValueError for one that is not offered.
    """
    if language not in LANGUAGES:
        raise ValueError(f"there is no language {language!r}")
    if user.language != language and not user.is_demonstration:
        user.language = language
        user.save(update_fields=["language"])
