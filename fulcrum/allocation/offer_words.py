"""Offers, their history and what a new plan keeps, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.allocation.domain.consent import Answer, Appeal, OfferEventKind, OfferState
from fulcrum.allocation.domain.replan import Kept, LeftOut

STATE: Mapping[str, Promise] = {
    OfferState.OPEN: _("waits for an answer"),
    OfferState.ACCEPTED: _("accepted"),
    OfferState.DECLINED: _("declined"),
    OfferState.DEFERRED: _("put off"),
    OfferState.SHARING_PROPOSED: _("sharing proposed"),
    OfferState.LAPSED: _("lapsed"),
    OfferState.WITHDRAWN: _("withdrawn"),
}
TONE: Mapping[str, str] = {
    OfferState.OPEN: "warm",
    OfferState.ACCEPTED: "good",
    OfferState.DECLINED: "danger",
    OfferState.DEFERRED: "quiet",
    OfferState.SHARING_PROPOSED: "warm",
    OfferState.LAPSED: "danger",
    OfferState.WITHDRAWN: "quiet",
}
ANSWER: Mapping[str, Promise] = {
    Answer.ACCEPT: _("We accept the unit"),
    Answer.DECLINE: _("We decline"),
    Answer.DEFER: _("Not yet: put it off to a later year"),
    Answer.SHARE: _("We propose to share a unit with another organisation"),
}
APPEAL: Mapping[str, Promise] = {
    Appeal.WAITING: _("waits for a decision"),
    Appeal.GRANTED: _("granted"),
    Appeal.REFUSED: _("refused"),
    Appeal.DROPPED: _("without object since the offer was answered"),
}
EVENT: Mapping[str, Promise] = {
    OfferEventKind.SENT: _("offer sent"),
    OfferEventKind.READ: _("opened for the first time"),
    OfferEventKind.REMINDED: _("reminder sent"),
    OfferEventKind.QUESTION: _("question asked"),
    OfferEventKind.ANSWER: _("question answered"),
    OfferEventKind.ACCEPTED: _("accepted"),
    OfferEventKind.DECLINED: _("declined"),
    OfferEventKind.DEFERRED: _("put off to a later year"),
    OfferEventKind.SHARING_PROPOSED: _("sharing proposed"),
    OfferEventKind.SHARING_AGREED: _("proposal to share taken up"),
    OfferEventKind.SHARING_REFUSED: _("proposal to share refused, the offer is open again"),
    OfferEventKind.PAPER_UPLOADED: _("signed paper handed in"),
    OfferEventKind.PAPER_CONFIRMED: _("signed paper confirmed"),
    OfferEventKind.PAPER_REFUSED: _("signed paper refused"),
    OfferEventKind.APPEALED: _("appeal made"),
    OfferEventKind.APPEAL_GRANTED: _("appeal granted, the offer is open again"),
    OfferEventKind.APPEAL_REFUSED: _("appeal refused"),
    OfferEventKind.WINDOW_EXTENDED: _("more time given"),
    OfferEventKind.LAPSED: _("lapsed without an answer"),
    OfferEventKind.WITHDRAWN: _("withdrawn by the programme"),
}
KEPT: Mapping[str, Promise] = {
    Kept.UNIT: _("has a unit"),
    Kept.ACCEPTED: _("accepted its offer"),
    Kept.OPEN: _("its offer still waits for an answer"),
    Kept.WAITING: _("its proposal or appeal waits for the programme"),
}
LEFT_OUT: Mapping[str, Promise] = {
    LeftOut.DECLINED: _("declined its offer"),
    LeftOut.DEFERRED: _("put its offer off to a later year"),
    LeftOut.LAPSED: _("let its offer lapse"),
    LeftOut.SHARING: _("shares a unit with another organisation"),
    LeftOut.CLOSED: _("was closed, merged or split"),
}
ASKED_AGAIN: Mapping[LeftOut, Promise] = {
    LeftOut.DECLINED: _("declined"),
    LeftOut.LAPSED: _("let their offer lapse"),
    LeftOut.SHARING: _("share a unit with another organisation"),
}
KEEPS_ITS_PLACE: Mapping[str, Promise] = {
    Kept.UNIT: _("It keeps its place: it has a unit."),
    Kept.ACCEPTED: _("It keeps its place: it accepted its offer."),
    Kept.OPEN: _("It keeps its place: its offer still waits for an answer."),
    Kept.WAITING: _("It keeps its place: its proposal or its appeal waits for the programme."),
}
WAS_LEFT_OUT: Mapping[str, Promise] = {
    LeftOut.DECLINED: _("It was left out: it declined its offer."),
    LeftOut.DEFERRED: _("It was left out: it put its offer off to a later year."),
    LeftOut.LAPSED: _("It was left out: it let its offer lapse."),
    LeftOut.SHARING: _("It was left out: it shares a unit with another organisation."),
    LeftOut.CLOSED: _("It was left out: it was closed, merged or split."),
}
