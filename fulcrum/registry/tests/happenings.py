"""Short ways to record what happens to the organisations of the cast."""

from datetime import date, timedelta

from django.utils import timezone

from fulcrum.registry.domain.corrections import Draft
from fulcrum.registry.domain.history import Grounds
from fulcrum.registry.models import Organisation
from fulcrum.registry.services.reorganising import Recording
from tests.cast import NOW

GROUNDS = Grounds("the register was behind", "Gazette 2500/01")
TODAY = timezone.localdate(NOW)
TOMORROW = TODAY + timedelta(1)
LAST_YEAR = date(TODAY.year - 1, 1, 1)


def draft(name="Joint Hospital", **others):
    return Draft(**{"name_en": name, "kind": "hospital", "tier": "provincial", "sector": "07", **others})


def recording(by, on=TODAY, at=NOW):
    return Recording(on, GROUNDS, by, at)


def anew(body):
    """The organisation as it is stored now."""
    return Organisation.objects.get(pk=body.pk)


def tree():
    """Parent, path and number below of every organisation, as stored."""
    rows = Organisation.objects.values_list("slug", "parent__slug", "path", "depth", "bodies_below")
    return {slug: tuple(rest) for slug, *rest in rows}
