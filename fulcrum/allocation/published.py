"""Published content as the domain reads it; a published text never changes, so each process reads it once."""

from functools import lru_cache

from fulcrum.allocation.domain import need_content
from fulcrum.allocation.domain.need import NeedModel as Model
from fulcrum.allocation.models import NeedModel


def need_model(row: NeedModel) -> Model:
    """The model that was published in this row."""
    return _read(row.text)


@lru_cache(maxsize=4)
def _read(text: str) -> Model:
    return need_content.load_model(text)
