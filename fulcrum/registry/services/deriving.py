"""Columns that follow from others: place in the tree, province, sort keys and search text."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from fulcrum.kit.sort_key import list_key, sort_key
from fulcrum.kit.text import normalise, search_index
from fulcrum.registry.domain import terms, tree
from fulcrum.registry.domain.codes import Kind, RegionLevel, Subkind
from fulcrum.registry.domain.corrections import NAMES
from fulcrum.registry.domain.history import EventKind
from fulcrum.registry.models import Organisation, OrganisationEvent, Region
from fulcrum.registry.models.organisation import path_step

VERSION = 2
"""Raise it when a column is derived in another way: the next start then works through the pack again."""

LONGEST_PHRASE = 4
"""Words of the longest place name or term looked for inside an English name."""
LocalNames = Mapping[str, tuple[str, str]]
"""Sinhala and Tamil by the normalised English."""
FormerNames = Mapping[int, list[str]]
"""Names that organisations had before they were renamed, by key: a search still finds them."""
TREE_COLUMNS = ("path", "depth", "bodies_below")
TEXT_COLUMNS = ("province", "sort_en", "sort_si", "sort_ta", "name_text", "search_text")
Row = TypeVar("Row", Region, Organisation)


def derive(pack: str) -> None:
    """Work out the derived columns of every region and organisation, and store those that differ."""
    regions = list(Region.objects.filter(pack=pack))
    organisations = list(Organisation.objects.filter(pack=pack))
    _store(
        Region, [region for region in regions if _derive_region(region)], ("sort_en", "sort_si", "sort_ta")
    )
    places = tree.places({body.pk: body.parent_id for body in organisations})
    texts = _Texts(regions, _former_names(places))
    changed = [body for body in organisations if _derive_organisation(body, places[body.pk], texts)]
    _store(Organisation, changed, (*TREE_COLUMNS, *TEXT_COLUMNS))


def renew(keys: Iterable[int]) -> None:
    """Work out anew what follows from the facts of these organisations: province, sort keys and search text."""
    bodies = list(Organisation.objects.filter(pk__in=list(keys)))
    regions = list(Region.objects.filter(pack__in={body.pack for body in bodies}))
    texts = _Texts(regions, _former_names(body.pk for body in bodies))
    _store(Organisation, [body for body in bodies if _derive_texts(body, texts)], TEXT_COLUMNS)


def move(body: Organisation, to: Organisation | None) -> None:
    """Put an organisation with all below it under another, and count anew above both places.

    Nobody else may change the tree meanwhile (`turns.alone`). Raises ValueError if `to` stands below `body`.
    """
    for each in (body, to):
        if each is not None:
            each.refresh_from_db(fields=TREE_COLUMNS)
    if to is not None and to.path.startswith(body.path):
        raise ValueError(f"{to.pk} stands below {body.pk}")
    path = (to.path if to else "") + path_step(body.pk)
    depth = to.depth + 1 if to else 0
    above_before, above_now = body.ancestor_keys, (*to.ancestor_keys, to.pk) if to else ()
    number = body.bodies_below + 1
    Organisation.objects.filter(path__startswith=body.path).update(
        path=Concat(Value(path), Substr("path", len(body.path) + 1)), depth=F("depth") + (depth - body.depth)
    )
    Organisation.objects.filter(pk__in=above_before).update(bodies_below=F("bodies_below") - number)
    Organisation.objects.filter(pk__in=above_now).update(bodies_below=F("bodies_below") + number)
    body.refresh_from_db(fields=TREE_COLUMNS)


def place(body: Organisation) -> None:
    """Give a new organisation its place below its parent, and count it there (`turns.alone`)."""
    above = body.parent
    body.path = (above.path if above else "") + path_step(body.pk)
    body.depth = above.depth + 1 if above else 0
    Organisation.objects.filter(pk__in=body.ancestor_keys).update(bodies_below=F("bodies_below") + 1)


class _Texts:
    """What the texts of an organisation are made of besides its own columns."""

    def __init__(self, regions: list[Region], former_names: FormerNames) -> None:
        self.regions = {region.code: region for region in regions}
        self.local_names = _local_names(regions)
        self.former_names = former_names


def _former_names(keys: Iterable[int]) -> FormerNames:
    found: dict[int, list[str]] = {}
    renamed = OrganisationEvent.objects.standing().done().filter(kind=EventKind.RENAMED)
    for key, before in renamed.filter(organisation__in=list(keys)).values_list("organisation", "before"):
        found.setdefault(key, []).extend(before[name] for name in NAMES if before.get(name))
    return found


def _derive_region(region: Region) -> bool:
    return _set(region, **_sort_keys(region))


def _derive_organisation(body: Organisation, place: tree.Place, texts: _Texts) -> bool:
    moved = _set(
        body,
        path="".join(path_step(key) for key in place.keys),
        depth=place.depth,
        bodies_below=place.bodies_below,
    )
    return _derive_texts(body, texts) or moved


def _derive_texts(body: Organisation, texts: _Texts) -> bool:
    names = [*_names(body, texts.local_names), *texts.former_names.get(body.pk, ())]
    province = _province(body.district_id or body.region_id, texts.regions)
    return _set(
        body,
        province_id=province,
        name_text=_indexed(names),
        search_text=_indexed([*names, *_kind_terms(body), *_places(body, province, texts.regions)]),
        **_sort_keys(body),
    )


def _sort_keys(row: Region | Organisation) -> dict[str, str]:
    return {
        "sort_en": sort_key(row.name_en),
        "sort_si": list_key(row.name_si, row.name_en),
        "sort_ta": list_key(row.name_ta, row.name_en),
    }


def _province(code: str | None, regions: Mapping[str, Region]) -> str | None:
    region = regions.get(code) if code else None
    while region is not None and region.level != RegionLevel.PROVINCE:
        region = regions.get(region.parent_id) if region.parent_id else None
    return region.code if region else None


def _local_names(regions: Iterable[Region]) -> LocalNames:
    """Terms and places; of two places alike the wider counts."""
    found = dict(terms.OF_NAMES)
    for region in sorted(regions, key=lambda region: (len(region.code), region.code)):
        found.setdefault(normalise(region.name_en), (region.name_si, region.name_ta))
    return found


def _indexed(texts: Iterable[str]) -> str:
    """A space stands before every word, so that a search meets words at their start only."""
    return f" {search_index(*texts)}"


def _names(body: Organisation, local_names: LocalNames) -> list[str]:
    """Names in all scripts and the official code; a missing local name is lent the local words of the English one."""
    lent = _lent(body.name_en, local_names)
    lent_si = [] if body.name_si else [si for si, _ in lent]
    lent_ta = [] if body.name_ta else [ta for _, ta in lent]
    return [body.name_en, body.name_si, body.name_ta, *lent_si, *lent_ta, body.official_code]


def _lent(name: str, local_names: LocalNames) -> list[tuple[str, str]]:
    words = normalise(name).split()
    spans = (
        " ".join(words[start : start + length])
        for length in range(LONGEST_PHRASE, 0, -1)
        for start in range(len(words) - length + 1)
    )
    return [local_names[span] for span in spans if span in local_names]


def _kind_terms(body: Organisation) -> list[str]:
    of_subkind = terms.OF_SUBKIND[Subkind(body.subkind)] if body.subkind else ()
    return [*terms.OF_KIND.get(Kind(body.kind), ()), *of_subkind]


def _places(body: Organisation, province: str | None, regions: Mapping[str, Region]) -> list[str]:
    """Names of the regions that the body has its seat in or serves, with the words for district and province."""
    codes = dict.fromkeys((body.region_id, body.district_id, province))
    found = [regions[code] for code in codes if code and code in regions]
    return [
        text
        for region in found
        for text in (
            region.name_en,
            region.name_si,
            region.name_ta,
            *terms.OF_LEVEL[RegionLevel(region.level)],
        )
    ]


def _set(row: Row, **values: object) -> bool:
    """Set the attributes that differ; tell whether any did."""
    differs = False
    for attribute, value in values.items():
        if getattr(row, attribute) != value:
            setattr(row, attribute, value)
            differs = True
    return differs


def _store(model: type[models.Model], rows: list[Row], columns: tuple[str, ...]) -> None:
    if rows:
        model._default_manager.bulk_create(
            rows, batch_size=500, update_conflicts=True, unique_fields=[_key(model)], update_fields=columns
        )


def _key(model: type[models.Model]) -> str:
    return model._meta.pk.name
