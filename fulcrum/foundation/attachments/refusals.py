"""What a person reads when a file is not taken: which value, and what to do."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from fulcrum.kit.refusal import Refusal

WORDINGS: dict[str, Callable[[], str]] = {
    "attachment_empty": lambda: _(
        "“%(name)s” is empty. Choose the file again; it may not have been saved yet."
    ),
    "attachment_too_large": lambda: _(
        "“%(name)s” has %(size)s MB; one file may have %(most)s MB. Make it smaller or divide it."
    ),
    "attachment_cut_off": lambda: _(
        "“%(name)s” has more than %(size)s MB; one file may have %(most)s MB. Make it smaller or divide it."
    ),
    "attachments_too_many": lambda: _(
        "“%(name)s” has %(size)s MB and the files here have %(kept)s MB already; together they may have %(most)s MB. Remove one that is not needed any more, or make this one smaller."
    ),
    "attachment_type": lambda: _(
        "“%(name)s” is not of a type that is taken; its content looks like %(found)s. Taken are %(taken)s, texts in UTF-8 and documents without macros."
    ),
    "attachment_reason_missing": lambda: _(
        "Say why “%(name)s” is removed: the reason stays with its record."
    ),
    "attachment_removed_already": lambda: _("“%(name)s” was removed already. Nothing was changed."),
}


def word(refusal: Refusal) -> str:
    """The sentence of a refusal. Raises KeyError for a code without wording."""
    return WORDINGS[refusal.code]() % refusal.facts
