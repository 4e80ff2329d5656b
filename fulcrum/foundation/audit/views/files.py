"""The log as a file."""

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fulcrum.foundation.audit import exports, queries
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.audit.filters import FilterForm
from fulcrum.foundation.audit.reader import reader, readers_only
from fulcrum.foundation.users import rights


@require_safe
@readers_only
def export(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """Everything that the filters of the address leave, as csv or xlsx; taking it is an entry itself."""
    if form not in exports.FORMS:
        raise Http404
    filters = FilterForm(request.GET).filters().without()
    user, now = reader(request), timezone.now()
    taken = audit.record(
        "audit.exported",
        user,
        by=user,
        at=now,
        form=form,
        filters=filters.told(),
        with_confidential=rights.may(user, "audit.read_confidential"),
    )
    entries = queries.all_entries(filters, user=user, written_before=taken)
    made = exports.FORMS[form](entries, timezone.localdate(now), with_chain=queries.may_check_chain(user))
    response = StreamingHttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response
