"""Appoint one CDIO to several organisations in one form."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fulcrum.registry import access, cdio_reads, people_reads
from fulcrum.registry.cdio_forms import CdioFilterForm, CdioForm
from fulcrum.registry.domain.roles import Manner
from fulcrum.registry.services import appointments, cdios
from fulcrum.registry.views.asking import Asked, Done, acting, answer
from fulcrum.registry.views.people import page_of, trail


@login_required
@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest) -> HttpResponse:
    """Choose organisations without a CDIO of their own within the reader's reach, then say who serves them all."""
    access.require(request.user, appointments.APPOINT_CDIOS)
    today = timezone.localdate()
    language = get_language() or "en"
    narrowing = CdioFilterForm(
        request.GET, districts=list(cdio_reads.districts(language)), auto_id="filter-%s"
    )
    narrowing.is_valid()
    told = narrowing.cleaned_data
    bodies, total = cdio_reads.without_cdio(
        user=request.user,
        on=today,
        language=language,
        search=told.get("search") or "",
        district=told.get("district") or "",
        kind=told.get("kind") or "",
    )
    form = CdioForm(
        request.POST if request.method == "POST" else None,
        bodies=bodies,
        reachable=cdio_reads.reachable(request.user),
        people=people_reads.known_to(request.user, today),
        initial={"person": cdio_reads.address_of(request.GET.get("person", ""), user=request.user, on=today)},
    )
    page = Asked(trail(), _("Appoint one CDIO to several organisations"), _("Appoint to all of them"))

    def make() -> Done:
        data = form.cleaned_data
        made = cdios.appoint_to_several(
            data["person"],
            data["organisations"],
            begins_on=data["begins_on"],
            until=data["until"],
            manner=Manner(data["manner"]),
            basis=data["basis"],
            by=acting(request),
            at=timezone.now(),
        )
        said = ngettext(
            "The CDIO now serves %(number)d organisation more.",
            "The CDIO now serves %(number)d organisations more.",
            len(made),
        )
        return Done(said % {"number": len(made)}, page_of(data["person"].pk))

    return answer(
        request,
        form,
        page,
        make,
        template="registry/cdio_form.html",
        filters=narrowing,
        fields=[narrowing["district"], narrowing["kind"]],
        total=total,
        shown=len(bodies),
    )
