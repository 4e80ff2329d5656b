"""Hand out an attachment to those who may see it, and remove one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.foundation.attachments import links, owners, queries, refusals
from fulcrum.foundation.attachments.file_names import disposition
from fulcrum.foundation.attachments.forms import RemovalForm
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.attachments.services import attachments as service
from fulcrum.foundation.attachments.storage import contents
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.classification import Classification
from fulcrum.kit.refusal import Refusal

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""For what a file might try in a browser. A picture's own viewer writes its style inline."""
GONE = 410


@require_safe
def serve(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file, to be saved; with `?inline` a picture or PDF is shown. Whoever may not see it learns nothing."""
    attachment = _visible(request, key)
    if attachment.removed_at is not None:
        return render(request, "attachments/gone.html", {"attachment": attachment}, status=GONE)
    if attachment.is_confidential:
        reader = request.user if isinstance(request.user, User) else None
        of = links.organisation_key(attachment.about_kind, attachment.about_id)
        audit.record_reading(attachment, by=reader, at=timezone.now(), organisation=of)
    etag = f'"{attachment.sha256}"'
    response = get_conditional_response(request, etag=etag) or _file(request, attachment)
    response["ETag"] = etag
    if attachment.is_confidential:
        response["Cache-Control"] = "private, no-store"
    elif not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-cache"  # rights may end before a cache does
    return response


def _file(request: HttpRequest, attachment: Attachment) -> HttpResponseBase:
    request.META.pop(
        "HTTP_ACCEPT_ENCODING", None
    )  # sent as it is: its size is told, and most types are packed
    is_shown = "inline" in request.GET and attachment.may_be_shown
    charset = "; charset=utf-8" if attachment.media_type.startswith("text/") else ""
    response = FileResponse(contents().open(attachment.sha256), content_type=attachment.media_type + charset)
    response["Content-Length"] = str(attachment.size)
    response["Content-Disposition"] = disposition(attachment.name, inline=is_shown)
    response["X-Content-Type-Options"] = "nosniff"
    response["Accept-Ranges"] = "none"
    # Browsers refuse to open a PDF in a sandbox; shown in place, its viewer keeps it away from our pages anyway.
    is_pdf_shown = is_shown and attachment.media_type == "application/pdf"
    response["Content-Security-Policy"] = POLICY if is_pdf_shown else f"{POLICY}; sandbox"
    return response


def _visible(request: HttpRequest, key: UUID) -> Attachment:
    attachment = queries.one(request.user, key)
    if attachment is None:
        raise Http404
    return attachment


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for the reason, then remove the content."""
    attachment = _visible(request, key)
    assert isinstance(request.user, User)
    kind, about_id = attachment.about_kind, attachment.about_id
    if not owners.may_add(request.user, kind, about_id, Classification(attachment.classification)):
        raise PermissionDenied(str(key))
    if attachment.removed_at is not None:
        return render(request, "attachments/gone.html", {"attachment": attachment}, status=GONE)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            service.remove(attachment, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error("reason", refusals.word(refusal))
        else:
            messages.success(request, _("“%(name)s” was removed.") % {"name": attachment.name})
            return redirect(owners.address(kind, about_id))
    context = {
        "attachment": attachment,
        "form": form,
        "back": owners.address(kind, about_id),
        "crumbs": [(_("Home"), "/")],
    }
    return render(request, "attachments/remove.html", context, status=422 if form.errors else 200)
