"""The list of organisations as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fulcrum.registry import exports, queries
from fulcrum.registry.forms import FilterForm


@require_safe
def organisations(request: HttpRequest, form: str) -> HttpResponse:
    """The whole list that the filters of the address leave, as csv, xlsx, or in the columns of the loader (`load`)."""
    if form not in exports.FORMS:
        raise Http404
    language = get_language() or "en"
    filters = FilterForm(request.GET, queries.provinces_and_districts(language)).filters()
    bodies = queries.all_organisations(filters, language, user=request.user)
    made = exports.FORMS[form](bodies, timezone.localdate())
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response
