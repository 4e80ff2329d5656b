"""The list of organisations as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from fulcrum.registry import exports, queries
from fulcrum.registry.domain.codes import RegionLevel
from fulcrum.registry.forms import FilterForm
from fulcrum.registry.models import Region


def organisations(request: HttpRequest, form: str) -> HttpResponse:
    """The whole list that the filters of the address leave, as csv, xlsx, or in the columns of the loader (`load`)."""
    if form not in exports.FORMS:
        raise Http404
    regions = list(Region.objects.exclude(level=RegionLevel.DIVISION).only("code", "level"))
    filters = FilterForm(request.GET, regions).filters()
    bodies = queries.all_organisations(filters, get_language() or "en", user=request.user)
    made = exports.FORMS[form](bodies, timezone.localdate())
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response
