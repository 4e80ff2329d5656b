"""Make the next need model from the newest one and the agreed values, show what it changes, and publish it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fulcrum.allocation import agreed_facts, need_facts, published
from fulcrum.allocation.domain import need, need_content
from fulcrum.allocation.domain.eligibility import Eligible
from fulcrum.allocation.domain.facts import Agreed, Facts
from fulcrum.allocation.domain.next_version import next_text
from fulcrum.allocation.models import NeedModel
from fulcrum.allocation.services import scores
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models.region import COUNTRY_PACK

PUBLISH = "allocation.publish_need_model"


@dataclass(frozen=True)
class Move:
    """What the next model does to one organisation. before, after: micro-points; None where it cannot receive a unit."""

    slug: str
    criteria: tuple[str, ...]
    before: int | None
    after: int | None

    @property
    def by(self) -> int:
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True)
class Preview:
    """The next model before it is published.

    moves         organisations with values that the newest model does not take, those that move most first
    values        so many agreed values count in it
    fingerprint   of the newest version and of every value; publishing asks for the same one
    """

    version: int
    text: str
    moves: tuple[Move, ...]
    values: int
    fingerprint: str


def preview(at: datetime, pack: str = COUNTRY_PACK) -> Preview | None:
    """The next model as of today; None where no model is published yet. Scores only organisations with agreed values."""
    newest = NeedModel.objects.first()
    if newest is None:
        return None
    today = timezone.localdate(at)
    before = published.need_model(newest)
    text = next_text(newest.text, newest.version + 1, today)
    after = need_content.load_model(text)
    agreed = agreed_facts.read(today, pack)
    taken = agreed_facts.read(before.agreed_until, pack)
    moves = _moves(before, after, taken, agreed, need_facts.read(today, pack))
    return Preview(
        version=after.version,
        text=text,
        moves=tuple(sorted(moves, key=lambda move: (-abs(move.by), move.slug))),
        values=sum(len(each) for each in agreed.values()),
        fingerprint=_fingerprint(newest, agreed),
    )


@transaction.atomic
def publish(
    fingerprint: str, *, registers: Sequence[str] = (COUNTRY_PACK,), by: User, at: datetime
) -> NeedModel:
    """Publish the next model as it was previewed, and score the registers with it.

    Raises PermissionDenied; Refusal `demonstration_publishes_nothing`, `no_need_model`, `agreed_meanwhile`,
    `nothing_agreed`.
    """
    access.require(by, PUBLISH)
    if by.is_demonstration:
        raise Refusal("demonstration_publishes_nothing")
    NeedModel.objects.select_for_update().first()
    found = preview(at)
    if found is None:
        raise Refusal("no_need_model")
    if found.fingerprint != fingerprint:
        raise Refusal("agreed_meanwhile")
    if not found.moves:
        raise Refusal("nothing_agreed")
    row = scores.publish(found.text, by=by, at=at)
    for pack in registers:
        scores.run(row, pack=pack, by=by, at=at)
    return row


def _moves(
    before: need.NeedModel,
    after: need.NeedModel,
    taken: dict[str, Agreed],
    agreed: dict[str, Agreed],
    facts: Facts,
) -> list[Move]:
    moves = []
    for organisation in facts.organisations:
        old, new = taken.get(organisation.slug, {}), agreed.get(organisation.slug, {})
        criteria = tuple(name for name in {**old, **new} if old.get(name) != new.get(name))
        if not criteria:
            continue
        may = isinstance(need.eligible(after, organisation), Eligible)
        points = [
            need.score_one(model, organisation, facts.atlas, values).points if may else None
            for model, values in ((before, old), (after, new))
        ]
        moves.append(Move(organisation.slug, criteria, *points))
    return moves


def _fingerprint(newest: NeedModel, agreed: dict[str, Agreed]) -> str:
    told = [f"{newest.version} {newest.sha256}"]
    told += [
        f"{slug} {name} {each.value} {each.on}"
        for slug, values in agreed.items()
        for name, each in sorted(values.items())
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
