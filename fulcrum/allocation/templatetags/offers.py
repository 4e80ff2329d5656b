"""Codes of offers in words and colours, for templates."""

from django import template

from fulcrum.allocation import offer_words
from fulcrum.allocation.models import Offer, OfferEvent

register = template.Library()


@register.filter
def state_word(offer: Offer) -> str:
    """How an offer stands."""
    return str(offer_words.STATE[offer.state])


@register.filter
def state_tone(offer: Offer) -> str:
    """The colour that repeats the word."""
    return offer_words.TONE[offer.state]


@register.filter
def state_of(code: str) -> str:
    """The word of a state's code."""
    return str(offer_words.STATE[code])


@register.filter
def appeal_word(offer: Offer) -> str:
    """How the appeal about an offer stands; empty where there is none."""
    return str(offer_words.APPEAL[offer.appeal]) if offer.appeal else ""


@register.filter
def happened(event: OfferEvent) -> str:
    """What happened, in a few words."""
    return str(offer_words.EVENT[event.kind])


@register.filter
def answer_word(code: str) -> str:
    """What an answer says."""
    return str(offer_words.ANSWER[code])


@register.filter
def settled_word(code: str) -> str:
    """Why a new plan keeps an organisation or leaves it out."""
    return str({**offer_words.KEPT, **offer_words.LEFT_OUT}[code])
