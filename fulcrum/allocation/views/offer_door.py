"""What the pages of one offer share: who may open it, its trail, and one way to ask for a deed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fulcrum.allocation import offer_reads
from fulcrum.allocation.models import Offer
from fulcrum.allocation.views.own_form import acted
from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.registry.views.asking import Done

SEE = "allocation.see_offers"
Trail = list[tuple[str, str]]


@dataclass(frozen=True)
class Ask:
    """The words around a form about one offer."""

    title: str
    action: str
    lead: str = ""
    is_danger: bool = False
    has_file: bool = False


def one(request: HttpRequest, number: int) -> Offer:
    """The offer, if this reader may know of it. Raises PermissionDenied for who sees no offers at all, else Http404."""
    access.require(request.user, SEE)
    found = offer_reads.offer(number, user=request.user)
    if found is None:
        raise Http404
    return found


def trail(row: Offer | None = None) -> Trail:
    """The crumbs of pages about offers."""
    crumbs = [(_("Home"), "/"), (_("Offers"), reverse("allocation:offers"))]
    if row is not None:
        crumbs.append((own_name(row.organisation, get_language()), page_of(row)))
    return crumbs


def page_of(row: Offer) -> str:
    """The address of an offer."""
    return reverse("allocation:offer", args=[row.number])


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None while it is only shown."""
    return request.POST if request.method == "POST" else None


def about(request: HttpRequest, row: Offer, form: BaseForm, ask: Ask, act: Callable[[], str]) -> HttpResponse:
    """Show the form, or do what a valid one asks for and go back to the offer; `act` returns what to say."""
    done = acted(request, form, lambda: Done(act(), page_of(row)))
    if done is not None:
        return done
    context = {**vars(ask), "form": form, "row": row, "body": row.organisation, "crumbs": trail(row)}
    return render(request, "allocation/offer_form.html", context, status=422 if form.errors else 200)
