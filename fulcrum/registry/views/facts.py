"""Enter an organisation, correct its facts, propose a correction."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fulcrum.foundation.users.models import User
from fulcrum.kit.naming import own_name
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, queries, refused
from fulcrum.registry.domain import corrections
from fulcrum.registry.fact_words import FactWords
from fulcrum.registry.models import Organisation, OrganisationEvent
from fulcrum.registry.models.region import COUNTRY_PACK
from fulcrum.registry.organisation_forms import TYPED, FactsForm, NewOrganisationForm
from fulcrum.registry.services import organisations, proposals
from fulcrum.registry.views.confirming import CONFIRMED, FORM, Step, posted, sent, two_steps
from fulcrum.registry.views.organisations import home


def trail(body: Organisation | None = None) -> list[tuple[str, str]]:
    """The crumbs of pages about one organisation."""
    crumbs = [*home(), (_("Organisations"), reverse("registry:organisations"))]
    if body is not None:
        name = own_name(body, get_language())
        crumbs.append((name, reverse("registry:organisation", args=[body.slug])))
    return crumbs


def known(request: HttpRequest, slug: str) -> Organisation:
    """The organisation of an address. Raises Http404."""
    return get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)


def person(request: HttpRequest) -> User:
    """The one who is signed in."""
    assert isinstance(request.user, User)
    return request.user


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter an organisation."""
    access.require(request.user, organisations.EDIT)
    regions = queries.regions_of(COUNTRY_PACK, get_language() or "en")
    form = NewOrganisationForm(posted(request), regions=regions)

    def act() -> OrganisationEvent:
        made = organisations.create(
            form.draft(),
            grounds=form.grounds(),
            parent=form.cleaned_data["parent"],
            opened_on=form.cleaned_data["opened_on"],
            by=person(request),
            at=timezone.now(),
        )
        return made.events.get()

    step = Step(
        title=_("Enter an organisation"),
        lead=_("Look first whether the register has it already, perhaps under a former name."),
        action=_("Enter it"),
        done=_("The organisation is in the register."),
        crumbs=trail(),
    )
    return two_steps(request, form, step, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct facts that the register has wrong."""
    body = known(request, slug)
    access.require(request.user, organisations.EDIT, body)
    form = _facts_form(request, body)

    def act() -> OrganisationEvent:
        return organisations.correct(
            body, form.changes(), grounds=form.grounds(), by=person(request), at=timezone.now()
        )

    step = Step(
        title=_("Correct %(organisation)s") % {"organisation": own_name(body, get_language())},
        lead=_(
            "For what the register has wrong. What changed in the world, such as a new name from a day on, is recorded as an event."
        ),
        action=_("Correct it"),
        done=_("The correction is done."),
        crumbs=trail(body),
        back=body,
    )
    return two_steps(request, form, step, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a correction; a second person decides."""
    body = known(request, slug)
    if not proposals.may_propose(request.user, body):
        raise PermissionDenied(proposals.PROPOSE)
    form = _facts_form(request, body)
    language = get_language() or "en"
    title = _("Propose a correction of %(organisation)s") % {"organisation": own_name(body, language)}
    context = {
        "crumbs": trail(body),
        "step": Step(
            title=title,
            lead=_(
                "Nothing changes until a programme officer has accepted it. You are told what was decided."
            ),
            action=_("Propose it"),
            done="",
            crumbs=trail(body),
        ),
        "form": form,
        "action": _("See what you propose"),
    }
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        if CONFIRMED in request.POST or not changes:
            try:
                made = proposals.propose(
                    body, changes, grounds=form.grounds(), by=person(request), at=timezone.now()
                )
            except Refusal as refusal:
                form.add_error(None, refused.word(refusal))
            else:
                messages.success(request, _("Thank you. Your proposal waits for a decision."))
                return redirect("registry:proposal", pk=made.pk)
        else:
            complete = corrections.with_bases(changes, corrections.facts_of(body))
            told = [(field, change.was, change.value) for field, change in complete.items()]
            context |= {
                "lines": FactWords(told, language).lines(told),
                "sent": sent(request),
                "confirmed": CONFIRMED,
                "back_href": request.get_full_path(),
            }
            return render(request, "registry/confirm_proposal.html", context)
    return render(request, FORM, context, status=422 if form.errors else 200)


def _facts_form(request: HttpRequest, body: Organisation) -> FactsForm:
    """The facts, or only those that the address asks for."""
    only = [fact for fact in request.GET.getlist("fact") if fact in TYPED]
    regions = queries.regions_of(body.pack, get_language() or "en")
    return FactsForm(posted(request), facts=corrections.facts_of(body), regions=regions, only=only)
