"""In which languages an organisation is written to, by the shipped table of the languages of administration.

The table is content (`content/area-languages-v1.yaml`), read once by each process.
"""

from functools import lru_cache
from pathlib import Path

from fulcrum.registry.domain.area_languages import AreaLanguages, load_languages
from fulcrum.registry.models import Organisation

TABLE = Path(__file__).resolve().parent / "content" / "area-languages-v1.yaml"


@lru_cache(maxsize=1)
def table() -> AreaLanguages:
    """The published table."""
    return load_languages(TABLE.read_text(encoding="utf-8"))


def languages_of(body: Organisation) -> tuple[str, ...]:
    """The languages of a letter to this organisation in their order: that of its area, then English.

    An organisation without a province, a ministry for instance, is written to in both national languages.
    """
    return table().of(body.pack, body.province_id)
