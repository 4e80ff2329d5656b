"""Kinds of notices for the tests. Their sentences are ones that the catalogues carry already, so that languages differ."""

import pytest
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.notices import kinds
from fulcrum.foundation.notices.tests import post_office
from fulcrum.kit.classification import Classification

PLACES = _("Checked again: %(units)d places, every quota met, the total is right and the input is unchanged.")


def made(code, **fields):
    """A kind that tells of checked places."""
    usual = {
        "group": _("Organisations"),
        "label": _("Scenarios"),
        "subject": _("Organisations"),
        "text": PLACES,
        "why": _("What is carried and what is not"),
        "example": {"units": 500},
    }
    return kinds.Kind(code, **{**usual, **fields})


@pytest.fixture(autouse=True)
def kinds_of_tests(monkeypatch):
    """Registered for one test only."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.register(
        made("tests.places"),
        made("tests.duty", is_duty=True),
        made("tests.urgent", is_urgent=True),
        made("tests.inside", has_mail=False),
        made("tests.secret", classification=Classification.CONFIDENTIAL),
        made(
            "tests.named", text=_("Left out, because no filter knows it: %(values)s"), example={"values": "x"}
        ),
    )


@pytest.fixture
def reader(stranger):
    """Somebody to tell."""
    return stranger


@pytest.fixture
def office(settings):
    """A real mail server, to which the program sends."""
    with post_office.opened(settings) as opened:
        yield opened
