"""Record a unit that exists, close one, reconstitute one."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fulcrum.registry import access
from fulcrum.registry.views.asking import Asked, Done, acting, answer
from fulcrum.units.life_forms import ReasonForm, RecordForm
from fulcrum.units.models import BlueprintVersion
from fulcrum.units.services import blueprints, recording, units
from fulcrum.units.views.places import to_unit, to_units, unit_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Enter a unit that exists, at any stage, with the day of each. `?model=` names another version of the model."""
    access.require(request.user, units.RECORD)
    version = _version(request.GET.get("model", ""))
    form = RecordForm(version, blueprints.read(version), request.POST or None)

    def enter() -> Done:
        unit = recording.record(
            form.cleaned_data["organisation"], form.told(), by=acting(request), at=timezone.now()
        )
        said = _("Unit %(number)d is recorded. Its members are entered on its page.") % {
            "number": unit.number
        }
        return Done(said, reverse("units:unit", args=[unit.number]))

    lead = _("For a unit that exists already. A unit that is to begin comes from an accepted offer.")
    page = Asked(to_units(), _("Record a unit that exists"), _("Record it"), lead)
    return answer(request, form, page, enter)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close a unit with today."""
    unit = unit_of(request, number)
    access.require(request.user, units.RECORD, unit.organisation)
    form = ReasonForm(request.POST or None)

    def end() -> Done:
        units.close(unit, reason=form.cleaned_data["reason"], by=acting(request), at=timezone.now())
        return Done(_("The unit is closed with today."), reverse("units:unit", args=[number]))

    title = _("Close unit %(number)d") % {"number": number}
    lead = _("Its posts, and the rights that its members hold by them, end with today. Its history stays.")
    return answer(request, form, Asked(to_unit(unit), title, _("Close it"), lead, is_danger=True), end)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reconstitute(request: HttpRequest, number: int) -> HttpResponse:
    """Let a dormant unit live again."""
    unit = unit_of(request, number)
    access.require(request.user, units.RECORD, unit.organisation)
    form = ReasonForm(request.POST or None)

    def revive() -> Done:
        units.reconstitute(unit, reason=form.cleaned_data["reason"], by=acting(request), at=timezone.now())
        return Done(_("The unit lives again."), reverse("units:unit", args=[number]))

    title = _("Reconstitute unit %(number)d") % {"number": number}
    lead = _("A dormant unit lives again once its minimum team is filled.")
    return answer(request, form, Asked(to_unit(unit), title, _("Reconstitute it"), lead), revive)


def _version(wanted: str) -> BlueprintVersion:
    """The version asked for, or the newest published one. Raises Http404 where there is none."""
    rows = BlueprintVersion.objects.published().order_by("code", "-version")
    if wanted.isdigit():
        rows = rows.filter(pk=int(wanted))
    row = rows.first()
    if row is None:
        raise Http404
    return row
