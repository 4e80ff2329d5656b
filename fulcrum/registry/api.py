"""The register for programs: the same rows and rights as its pages."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.errors import AuthenticationError

from fulcrum.foundation.api.errors import DOCUMENTED
from fulcrum.foundation.api.paging import USUAL, After, Code, Limit, Page, Words, page
from fulcrum.foundation.audit import services as audit
from fulcrum.registry import access, people_reads
from fulcrum.registry.models import Agreement, Appointment, CiiEntry, Organisation, Person, Region, Source
from fulcrum.registry.search import holds_words
from fulcrum.registry.services.appointments import DEMONSTRATION_PACK

router = Router(tags=["register"])
Names = dict[str, str]


def names_of(row: Any) -> Names:
    """Its names by language; a language without one is left out."""
    found = {language: getattr(row, f"name_{language}") for language in ("en", "si", "ta")}
    return {language: name for language, name in found.items() if name}


class OrganisationRow(Schema):
    """One organisation. `parent` and `source` are keys; `district` and `province` are codes of regions."""

    key: int
    slug: str
    names: Names
    kind: str
    subkind: str
    tier: str
    sector: str
    parent: int | None
    district: str | None
    province: str | None
    official_code: str
    website: str
    source: str
    opened_on: date | None
    closed_on: date | None
    organisations_below: int
    is_simulated: bool


def _organisation(row: Organisation) -> OrganisationRow:
    return OrganisationRow(
        key=row.key,
        slug=row.slug,
        names=names_of(row),
        kind=row.kind,
        subkind=row.subkind,
        tier=row.tier,
        sector=row.sector,
        parent=row.parent_id,
        district=row.district_id,
        province=row.province_id,
        official_code=row.official_code,
        website=row.website,
        source=row.source_id,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        organisations_below=row.bodies_below,
        is_simulated=row.pack == DEMONSTRATION_PACK,
    )


@router.get("/organisations", response={200: Page[OrganisationRow], **DOCUMENTED}, summary="Organisations")
def organisations(
    request: HttpRequest,
    search: Words = "",
    kind: Code = "",
    tier: Code = "",
    sector: Code = "",
    district: Code = "",
    province: Code = "",
    pack: Code = "",
    limit: Limit = USUAL,
    after: After = "",
) -> Any:
    """Every organisation of the register, by key. `search` finds words in three scripts."""
    wanted = {
        "kind": kind,
        "tier": tier,
        "sector": sector,
        "district": district,
        "province": province,
        "pack": pack,
    }
    rows = Organisation.objects.visible_to(request.user).filter(
        holds_words(search), **{name: value for name, value in wanted.items() if value}
    )
    return page(rows, order=["pk"], limit=limit, after=after, item=_organisation)


@router.get(
    "/organisations/{slug}", response={200: OrganisationRow, **DOCUMENTED}, summary="One organisation"
)
def organisation(request: HttpRequest, slug: str) -> Any:
    """An organisation by the short name of its page's address."""
    row = Organisation.objects.visible_to(request.user).filter(slug=_plain(slug)).first()
    if row is None:
        raise Http404
    return _organisation(row)


class RegionRow(Schema):
    """A province, district or division; `parent` is a code."""

    code: str
    level: str
    names: Names
    parent: str | None
    population: int | None
    population_year: int | None
    area_km2: float | None
    latitude: float
    longitude: float
    source: str
    is_simulated: bool


def _region(row: Region) -> RegionRow:
    return RegionRow(
        code=row.code,
        level=row.level,
        names=names_of(row),
        parent=row.parent_id,
        population=row.population,
        population_year=row.population_year,
        area_km2=float(row.area_km2) if row.area_km2 is not None else None,
        latitude=float(row.lat),
        longitude=float(row.lon),
        source=row.source_id,
        is_simulated=row.pack == DEMONSTRATION_PACK,
    )


@router.get(
    "/regions", response={200: Page[RegionRow], **DOCUMENTED}, summary="Provinces, districts, divisions"
)
def regions(request: HttpRequest, level: Code = "", limit: Limit = USUAL, after: After = "") -> Any:
    """Regions by code; the codes nest: a district's begins with its province's."""
    rows = Region.objects.filter(level=level) if level else Region.objects.all()
    return page(rows, order=["pk"], limit=limit, after=after, item=_region)


class SourceRow(Schema):
    """A publication that facts come from."""

    code: str
    publisher: str
    title: str
    year: int | None
    licence: str
    licence_state: str


@router.get("/sources", response={200: Page[SourceRow], **DOCUMENTED}, summary="Sources")
def sources(request: HttpRequest, limit: Limit = USUAL, after: After = "") -> Any:
    """Where the register's facts come from, and under which licence."""
    return page(Source.objects.all(), order=["pk"], limit=limit, after=after, item=SourceRow.from_orm)


class AppointmentRow(Schema):
    """One appointment. `organisation` is a key, `region` a code; both are null for the whole country."""

    id: int
    person: int
    person_names: Names
    role: str
    manner: str
    reach: str
    organisation: int | None
    region: str | None
    begins_on: date
    until: date | None
    in_force: bool
    is_simulated: bool


@router.get("/appointments", response={200: Page[AppointmentRow], **DOCUMENTED}, summary="Appointments")
def appointments(
    request: HttpRequest,
    role: Code = "",
    organisation: Code = "",
    in_force: bool | None = None,
    limit: Limit = USUAL,
    after: After = "",
) -> Any:
    """Appointments that you may know of: published offices for everybody, the rest within your reach."""
    today = timezone.localdate()
    rows = Appointment.objects.visible_to(request.user, today).select_related("person", "agreement")
    rows = rows.filter(role=role) if role else rows
    rows = rows.filter(organisation__slug=organisation) if organisation else rows
    if in_force is not None:
        held = Appointment.objects.in_force(today).values("pk")
        rows = rows.filter(pk__in=held) if in_force else rows.exclude(pk__in=held)

    def item(row: Appointment) -> AppointmentRow:
        return AppointmentRow(
            id=row.pk,
            person=row.person_id,
            person_names=names_of(row.person),
            role=row.role,
            manner=row.manner,
            reach=row.reach,
            organisation=row.organisation_id,
            region=row.region_id,
            begins_on=row.begins_on,
            until=row.until,
            in_force=row.is_in_force(today),
            is_simulated=row.person.pack == DEMONSTRATION_PACK,
        )

    return page(rows, order=["pk"], limit=limit, after=after, item=item)


class PersonRow(Schema):
    """Somebody in the register, by their names; never how to reach them."""

    id: int
    names: Names
    is_simulated: bool


@router.get("/people", response={200: Page[PersonRow], **DOCUMENTED}, summary="People")
def people(request: HttpRequest, search: Words = "", limit: Limit = USUAL, after: After = "") -> Any:
    """People that you may know of."""
    _signed_in(request, "registry.see_people")
    rows = Person.objects.visible_to(request.user, timezone.localdate()).filter(holds_words(search))
    return page(rows, order=["pk"], limit=limit, after=after, item=_person)


def _person(row: Person) -> PersonRow:
    return PersonRow(id=row.pk, names=names_of(row), is_simulated=row.pack == DEMONSTRATION_PACK)


class VacancyRow(Schema):
    """An office without a holder of its own."""

    organisation: int
    role: str
    state: str
    since: date | None
    days: int


@router.get("/vacancies", response={200: list[VacancyRow], **DOCUMENTED}, summary="Offices that stand empty")
def vacancies(request: HttpRequest, role: Code = "") -> Any:
    """Offices within your reach that stand empty or are filled for now, the longest first."""
    _signed_in(request, "registry.see_people")
    found = people_reads.vacancies(user=request.user, on=timezone.localdate(), role=role)
    return [
        VacancyRow(
            organisation=line.organisation.key,
            role=line.role,
            state=line.office.state,
            since=line.office.since,
            days=line.office.days,
        )
        for line in found
    ]


class AgreementRow(Schema):
    """An agreement with a partner."""

    id: int
    reference: str
    partner: str
    purpose: str
    reach: str
    organisation: int | None
    begins_on: date
    until: date


@router.get(
    "/agreements", response={200: Page[AgreementRow], **DOCUMENTED}, summary="Agreements with partners"
)
def agreements(request: HttpRequest, limit: Limit = USUAL, after: After = "") -> Any:
    """Every agreement, by the order in which they were made."""
    _signed_in(request, "registry.see_agreements")

    def item(row: Agreement) -> AgreementRow:
        return AgreementRow(
            id=row.pk,
            reference=row.reference,
            partner=row.partner.name_en,
            purpose=row.purpose,
            reach=row.reach,
            organisation=row.organisation_id,
            begins_on=row.begins_on,
            until=row.until,
        )

    return page(
        Agreement.objects.select_related("partner"), order=["pk"], limit=limit, after=after, item=item
    )


class CiiRow(Schema):
    """An entry of the confidential register; `state` is proposed, accepted or closed."""

    id: int
    organisation: int
    essential_service: str
    basis: str
    begins_on: date
    until: date | None
    state: str


@router.get(
    "/critical-infrastructure", response={200: Page[CiiRow], **DOCUMENTED}, summary="Critical infrastructure"
)
def cii(request: HttpRequest, limit: Limit = USUAL, after: After = "") -> Any:
    """Confidential: entries within your reach. Each one that you are given is written down with your name."""
    _signed_in(request, "registry.read_cii")
    shown: list[CiiEntry] = []
    today = timezone.localdate()

    def item(row: CiiEntry) -> CiiRow:
        shown.append(row)
        closed = row.until is not None and row.until < today
        return CiiRow(
            id=row.pk,
            organisation=row.organisation_id,
            essential_service=row.essential_service,
            basis=row.basis,
            begins_on=row.begins_on,
            until=row.until,
            state="closed" if closed else "accepted" if row.accepted_at else "proposed",
        )

    answer = page(
        CiiEntry.objects.visible_to(request.user), order=["pk"], limit=limit, after=after, item=item
    )
    audit.record_readings(shown, by=request.user, at=timezone.now(), through="api")  # type: ignore[arg-type]
    return answer


def _signed_in(request: HttpRequest, action: str) -> None:
    """401 for a visitor, 403 for somebody who may not."""
    if not request.user.is_authenticated:
        raise AuthenticationError
    access.require(request.user, action)


def _plain(text: str) -> str:
    """PostgreSQL knows no NUL; nothing is called by one."""
    return text.replace("\x00", "")
