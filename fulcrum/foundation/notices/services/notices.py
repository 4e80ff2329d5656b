"""Tell people: a notice inside the program and, as they prefer, a mail. All in the transaction of what is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from psycopg.types.json import Jsonb

from fulcrum.foundation.notices import facts as packing
from fulcrum.foundation.notices import kinds, readers
from fulcrum.foundation.notices.models import Mail, Notice
from fulcrum.foundation.notices.services import outbox, preferences
from fulcrum.foundation.users.models import User

_INSERT = """
    INSERT INTO notices_notice
        (kind, to_id, facts, about_kind, about_id, url, once, at, waits_for_digest)
    SELECT %(kind)s, reader.id, %(facts)s, %(about_kind)s, %(about_id)s, %(url)s, %(once)s, %(at)s, reader.waits
    FROM unnest(%(readers)s::bigint[], %(waits)s::boolean[]) AS reader (id, waits)
    ON CONFLICT DO NOTHING
    RETURNING id, to_id
"""


@dataclass(frozen=True)
class Telling:
    """What is told, the same for everybody; checked, and with its facts packed."""

    kind: kinds.Kind
    at: datetime
    about_kind: str
    about_id: str
    url: str
    once: str
    facts: dict[str, Any]


def tell(
    kind: str,
    to: User,
    *,
    at: datetime,
    about: models.Model | None = None,
    once: str = "",
    url: str = "",
    **facts: Any,
) -> Notice | None:
    """Tell one person; None if they are told nothing any more or were told this already.

    about   the row that the notice is about
    once    what makes a second notice of this kind to this person the same; empty tells every time
    url     where to go, a path of this site such as `/plans/3/`
    facts   values for the kind's sentences: texts, numbers, days, moments, things with names, translated words
    Raises ValueError for an unknown kind, a fact that is missing, or a url of elsewhere.
    """
    told = _tell(_telling(kind, at, about, once, url, facts), [to])
    return Notice.objects.get(pk=told[to.pk]) if told else None


def tell_all(
    kind: str,
    to: Iterable[User],
    *,
    at: datetime,
    about: models.Model | None = None,
    once: str = "",
    url: str = "",
    **facts: Any,
) -> int:
    """Tell everybody the same, with a handful of queries however many they are; returns how many were told."""
    return len(_tell(_telling(kind, at, about, once, url, facts), list(to)))


@transaction.atomic
def send_to_address(
    kind: str,
    email: str,
    language: str,
    *,
    at: datetime,
    about: models.Model | None = None,
    once: str = "",
    url: str = "",
    **facts: Any,
) -> Mail | None:
    """Send a mail without a notice, to somebody without an account or with a link that only their mailbox may hold.

    Facts and url are forgotten once nothing more is sent. None if this kind went to this address before under `once`.
    Raises ValueError as `tell` does.
    """
    telling = _telling(kind, at, about, once, url, facts)
    if not telling.kind.has_mail:
        raise ValueError(f"the kind {kind!r} is told inside the program only")
    mail = outbox.draft(
        telling.kind.code,
        address=email,
        language=readers.known_language(language),
        at=at,
        facts=telling.facts,
        url=url,
        about_kind=telling.about_kind,
        about_id=telling.about_id,
        once=once,
    )
    written = outbox.put([mail])
    return written[0] if written else None


def _telling(
    kind: str, at: datetime, about: models.Model | None, once: str, url: str, facts: dict[str, Any]
) -> Telling:
    found = kinds.kind(kind)
    if missing := sorted(found.example.keys() - facts.keys()):
        raise ValueError(f"the kind {kind!r} is told without {', '.join(missing)}")
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError(f"url {url!r} is no path of this site")
    return Telling(
        found,
        at,
        about._meta.label_lower if about is not None else "",
        str(about.pk) if about is not None else "",
        url,
        once,
        packing.packed(facts),
    )


@transaction.atomic
def _tell(telling: Telling, people: list[User]) -> dict[int, int]:
    """Write notices and mails; returns the new notices by the person who got each."""
    readers_by_id = {user.pk: user for user in people if readers.is_told(user)}
    if not readers_by_id:
        return {}
    with_mail = preferences.with_mail(telling.kind, readers_by_id)
    waiting = {pk for pk in with_mail if _waits(telling.kind, readers_by_id[pk])}
    told = _insert(telling, list(readers_by_id), waiting)
    at_once = [readers_by_id[pk] for pk in told if pk in with_mail and pk not in waiting]
    if at_once:
        mails = outbox.put([outbox.draft_to(user, telling.kind.code, at=telling.at) for user in at_once])
        outbox.attach(mails, list(told.values()))
    return told


def _waits(kind: kinds.Kind, user: User) -> bool:
    return not kind.is_urgent and readers.collects(user)


def _insert(telling: Telling, readers_ids: list[int], waiting: set[int]) -> dict[int, int]:
    """One statement for all; whom another transaction tells the same at this moment is waited for and left out."""
    values: dict[str, Any] = {
        "kind": telling.kind.code,
        "facts": Jsonb(telling.facts),
        "about_kind": telling.about_kind,
        "about_id": telling.about_id,
        "url": telling.url,
        "once": telling.once,
        "at": telling.at,
        "readers": sorted(readers_ids),
        "waits": [pk in waiting for pk in sorted(readers_ids)],
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        return {reader: notice for notice, reader in cursor.fetchall()}
