"""The registers that can be scored and planned: that of the real country, and the simulated one beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.registry.models.region import COUNTRY_PACK, SIMULATED

PARAMETER = "pack"
"""Name of the choice in an address, as in the register's own lists."""
NAMES: Mapping[str, Promise] = {COUNTRY_PACK: _("Sri Lanka"), SIMULATED: _("The simulated country")}


@dataclass(frozen=True)
class Choice:
    """One register that a page can be about."""

    pack: str
    name: Promise
    href: str
    is_current: bool


def asked(address: Mapping[str, str]) -> str:
    """The pack that an address asks for; that of the real country unless it names the simulated one."""
    return SIMULATED if address.get(PARAMETER) == SIMULATED else COUNTRY_PACK


def choices(packs: Iterable[str], current: str) -> list[Choice]:
    """A choice among registers by link; none where there is only one."""
    packs = list(packs)
    if len(packs) < 2:
        return []
    return [Choice(pack, NAMES[pack], f"?{PARAMETER}={pack}", pack == current) for pack in packs]
