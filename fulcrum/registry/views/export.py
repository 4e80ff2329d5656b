"""The lists of organisations and of people as files."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fulcrum.foundation.audit import services as audit
from fulcrum.registry import access, exports, people_exports, people_reads, queries
from fulcrum.registry.forms import FilterForm
from fulcrum.registry.people_forms import PeopleFilterForm
from fulcrum.registry.people_reads import PeopleFilters
from fulcrum.registry.views.people import SEE


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


@login_required
@require_safe
def people(request: HttpRequest, form: str) -> FileResponse:
    """The people that the reader may know of and the filters leave, with what they hold and held; the log tells of it."""
    access.require(request.user, SEE)
    if form not in people_exports.FORMS:
        raise Http404
    now = timezone.now()
    today = timezone.localdate(now)
    given = PeopleFilterForm(request.GET)
    given.is_valid()
    filters = PeopleFilters(
        **{name: str(given.cleaned_data.get(name) or "") for name in ("search", "role", "place")}
    )
    found = people_reads.narrowed(filters, user=request.user, on=today)
    pack = request.GET.get("pack", "")
    if pack:  # what comes back in an import belongs to one register
        found = found.filter(pack=pack)
    write, content_type = people_exports.FORMS[form]
    file, lines = write(people_exports.lines(found, user=request.user, on=today))
    audit.record(
        "registry.people_exported",
        request.user,  # type: ignore[arg-type]
        by=request.user,  # type: ignore[arg-type]
        at=now,
        lines=lines,
        form=form,
        filters={name: value for name, value in {**vars(filters), "pack": pack}.items() if value},
    )
    name = f"people-{today:%Y-%m-%d}.{form}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
