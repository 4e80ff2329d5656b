"""Keep the two clocks of posts in step with who is in them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from fulcrum.registry.domain.offices import A_DAY, Span
from fulcrum.registry.domain.roles import Manner
from fulcrum.units.domain.codes import Standing
from fulcrum.units.domain.post_clock import clock_on
from fulcrum.units.models import Holding, Post

CLOCKS = ["vacant_since", "unowned_since"]


def wind(posts: Iterable[Post], on: date) -> int:
    """Set the clocks of these open posts as they stand on this day; returns how many changed, in two statements."""
    posts = [post for post in posts if post.closed_on is None]
    spans: dict[int, list[Span]] = defaultdict(list)
    for holding in Holding.objects.filter(post__in=[post.pk for post in posts]):
        spans[holding.post_id].append(span_of(holding))
    changed = []
    for post in posts:
        clock = clock_on(post.opened_on, spans[post.pk], on)
        if (post.vacant_since, post.unowned_since) != (clock.vacant_since, clock.unowned_since):
            post.vacant_since, post.unowned_since = clock.vacant_since, clock.unowned_since
            changed.append(post)
    Post.objects.bulk_update(changed, CLOCKS, batch_size=500)
    return len(changed)


def wind_all(on: date) -> int:
    """The same for every open post of every unit that stands: days pass without anybody changing anything."""
    posts = Post.objects.filter(closed_on__isnull=True).exclude(unit__standing=Standing.CLOSED)
    return wind(posts, on)


def span_of(holding: Holding) -> Span:
    """The days of a holding; the day in the course of which it was ended is the first one without."""
    last = holding.until
    if last is not None and holding.ended_at is not None:
        last -= A_DAY
    return Span(Manner(holding.manner), holding.begins_on, last)
