"""In which languages an organisation is written to: that of the administration of its area, and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from fulcrum.kit.content_checks import Problems, document, mapping, only, text, whole

FORMAT = "fulcrum.area-languages/1"
NATIONAL = ("si", "ta")
LINK = "en"
_TOP = {"format", "version", "published_on", "packs"}
_PACK = {"elsewhere", "provinces", "basis"}


@dataclass(frozen=True)
class PackLanguages:
    """One country: the language of most provinces, and those of the others by the code of the province."""

    elsewhere: str
    provinces: Mapping[str, str]


@dataclass(frozen=True)
class AreaLanguages:
    """The published table."""

    version: int
    packs: Mapping[str, PackLanguages]

    def of(self, pack: str, province: str | None) -> tuple[str, ...]:
        """The languages of a letter in their order; both national ones where no area says which.

        Raises ValueError for a country that the table does not know.
        """
        if pack not in self.packs:
            raise ValueError(f"no language of administration is known in {pack!r}")
        if not province:
            return (*NATIONAL, LINK)
        known = self.packs[pack]
        return (known.provinces.get(province, known.elsewhere), LINK)


def load_languages(content: str) -> AreaLanguages:
    """Raises ContentError with every problem found, each with its place, the value and the remedy."""
    problems = Problems()
    data = document(content, FORMAT, _TOP, problems)
    version = whole(data.get("version"), "version", problems, least=1)
    packs = {
        str(code): _pack(mapping(raw, f"packs.{code}", problems), f"packs.{code}", problems)
        for code, raw in mapping(data.get("packs"), "packs", problems).items()
    }
    problems.raise_if_any()
    return AreaLanguages(version, packs)


def _pack(raw: Mapping[str, object], at: str, problems: Problems) -> PackLanguages:
    only(raw, _PACK, at, problems)
    text(raw.get("basis"), f"{at}.basis", problems)
    told = mapping(raw.get("provinces"), f"{at}.provinces", problems)
    provinces = {
        str(code): _language(language, f"{at}.provinces.{code}", problems) for code, language in told.items()
    }
    return PackLanguages(_language(raw.get("elsewhere"), f"{at}.elsewhere", problems), provinces)


def _language(raw: object, at: str, problems: Problems) -> str:
    if raw in NATIONAL:
        return str(raw)
    problems.add(at, raw, f"choose one of {', '.join(NATIONAL)}")
    return NATIONAL[0]
