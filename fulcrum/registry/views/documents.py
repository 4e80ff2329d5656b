"""Add a document to an organisation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fulcrum.foundation.attachments.forms import AttachmentForm
from fulcrum.foundation.attachments.services import attachments
from fulcrum.foundation.users.models import User
from fulcrum.kit.classification import Classification
from fulcrum.kit.naming import own_name
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, documents, queries
from fulcrum.registry.models import Organisation
from fulcrum.registry.views.organisations import home


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a file for the organisation, and go back to its page."""
    body = queries.organisation(slug, user=request.user)
    if body is None:
        raise Http404
    access.require(request.user, documents.ADD, at=body)
    form = AttachmentForm(documents.classes_to_add(request.user, body), request)
    if request.method == "POST" and form.is_valid() and _attached(request, form, body):
        messages.success(request, _("The document was added."))
        return redirect("registry:organisation", slug=slug)
    name = own_name(body, get_language())
    context = {
        "form": form,
        "body": body,
        "crumbs": [
            *home(),
            (_("Organisations"), reverse("registry:organisations")),
            (name, reverse("registry:organisation", args=[slug])),
        ],
    }
    return render(request, "registry/add_document.html", context, status=422 if form.errors else 200)


def _attached(request: HttpRequest, form: AttachmentForm, body: Organisation) -> bool:
    """Whether the file was taken; if not, the form says why."""
    assert isinstance(request.user, User)
    file = form.cleaned_data["file"]
    try:
        attachments.attach(
            file.file,
            name=file.name,
            kind=documents.KIND,
            about_id=str(body.pk),
            classification=Classification(form.cleaned_data["classification"]),
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True
