"""An offer of a unit and the consent to it: which deed is possible when, and what becomes of the offer.

    refusal(offered, deed, on)      the code of the reason why not, None if it may be done
    state_after(offered, deed)      the state that the deed leads to

Nothing leads out of an acceptance but a withdrawal, and that only when the organisation has ended.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_YEARS_AHEAD = 10
"""An offer can be put off by so many years; later than that it is declined."""


class OfferState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DEFERRED = "deferred"
    SHARING_PROPOSED = "sharing_proposed"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class Appeal(StrEnum):
    """How an appeal stands; `dropped` when the offer was answered before anybody decided it."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    DROPPED = "dropped"


class PaperState(StrEnum):
    """How an answer signed on paper stands; it counts when a second person confirmed it."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Answer(StrEnum):
    """What a head may answer."""

    ACCEPT = "accept"
    DECLINE = "decline"
    DEFER = "defer"
    SHARE = "share"


class Deed(StrEnum):
    """What may be done with an offer beside answering it."""

    ANSWER = "answer"
    ASK = "ask"
    ANSWER_QUESTION = "answer_question"
    FILE_PAPER = "file_paper"
    DECIDE_PAPER = "decide_paper"
    AGREE_SHARING = "agree_sharing"
    REFUSE_SHARING = "refuse_sharing"
    APPEAL = "appeal"
    GRANT_APPEAL = "grant_appeal"
    REFUSE_APPEAL = "refuse_appeal"
    EXTEND = "extend"
    REMIND = "remind"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"


class OfferEventKind(StrEnum):
    """What the history of an offer tells."""

    SENT = "sent"
    READ = "read"
    REMINDED = "reminded"
    QUESTION = "question"
    ANSWER = "answer"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DEFERRED = "deferred"
    SHARING_PROPOSED = "sharing_proposed"
    SHARING_AGREED = "sharing_agreed"
    SHARING_REFUSED = "sharing_refused"
    PAPER_UPLOADED = "paper_uploaded"
    PAPER_CONFIRMED = "paper_confirmed"
    PAPER_REFUSED = "paper_refused"
    APPEALED = "appealed"
    APPEAL_GRANTED = "appeal_granted"
    APPEAL_REFUSED = "appeal_refused"
    WINDOW_EXTENDED = "window_extended"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


LEADS_TO = {
    Answer.ACCEPT: OfferState.ACCEPTED,
    Answer.DECLINE: OfferState.DECLINED,
    Answer.DEFER: OfferState.DEFERRED,
    Answer.SHARE: OfferState.SHARING_PROPOSED,
}
"""The state that each answer leads to."""

APPEALABLE = (OfferState.DECLINED, OfferState.DEFERRED, OfferState.LAPSED, OfferState.WITHDRAWN)
"""States in which an appeal may ask that the offer be opened again."""


@dataclass(frozen=True)
class Offered:
    """How an offer stands.

    appeal_by       last day to appeal, once it is no longer open
    is_superseded   the organisation was offered a unit again, or has one
    host_has_ended  the organisation was closed, merged or split
    """

    state: OfferState
    answer_by: date
    appeal_by: date | None = None
    appeal: Appeal | None = None
    question_waits: bool = False
    paper_waits: bool = False
    sharing_is_settled: bool = False
    is_superseded: bool = False
    host_has_ended: bool = False

    @property
    def something_waits(self) -> bool:
        """Whether the programme owes an answer; until it is given the offer does not lapse."""
        return self.question_waits or self.paper_waits or self.appeal is Appeal.WAITING

    @property
    def holds_its_place(self) -> bool:
        """Whether a new plan must keep the place free for this organisation."""
        if self.state in (OfferState.OPEN, OfferState.ACCEPTED):
            return True
        if self.state is OfferState.SHARING_PROPOSED:
            return not self.sharing_is_settled
        return self.appeal is Appeal.WAITING


def refusal(offered: Offered, deed: Deed, on: date) -> str | None:
    """Why this may not be done on this day, as the code of a refusal; None if it may."""
    return _RULES[deed](offered, on)


def state_after(offered: Offered, deed: Deed, answer: Answer | None = None) -> OfferState:
    """The state that a possible deed leads to. `answer` is what was answered, in the program or on paper.

    Raises ValueError where an answer is missing.
    """
    match deed:
        case Deed.ANSWER | Deed.DECIDE_PAPER:
            if answer is None:
                raise ValueError(f"{deed} needs the answer that was given")
            return LEADS_TO[answer]
        case Deed.REFUSE_SHARING | Deed.GRANT_APPEAL:
            return OfferState.OPEN
        case Deed.LAPSE:
            return OfferState.LAPSED
        case Deed.WITHDRAW:
            return OfferState.WITHDRAWN
        case _:
            return offered.state


def year_refusal(year: int, on: date) -> str | None:
    """Why an offer cannot be put off to this year; None if it can."""
    if year <= on.year:
        return "year_not_ahead"
    return "year_too_far" if year > on.year + MOST_YEARS_AHEAD else None


def _in_window(offered: Offered, on: date) -> str | None:
    if offered.state is not OfferState.OPEN:
        return "offer_is_closed"
    return "offer_window_over" if on > offered.answer_by else None


def _answer(offered: Offered, on: date) -> str | None:
    return _in_window(offered, on) or ("paper_waits" if offered.paper_waits else None)


def _ask(offered: Offered, on: date) -> str | None:
    return _in_window(offered, on) or ("question_waits" if offered.question_waits else None)


def _answer_question(offered: Offered, on: date) -> str | None:
    return None if offered.question_waits else "no_question_waits"


def _decide_paper(offered: Offered, on: date) -> str | None:
    return None if offered.paper_waits else "no_paper_waits"


def _settle_sharing(offered: Offered, on: date) -> str | None:
    waits = offered.state is OfferState.SHARING_PROPOSED and not offered.sharing_is_settled
    return None if waits else "no_sharing_waits"


def _appeal(offered: Offered, on: date) -> str | None:
    if offered.appeal is Appeal.WAITING:
        return "appeal_waits"
    if offered.appeal in (Appeal.GRANTED, Appeal.REFUSED):
        return "appealed_already"
    if offered.state is OfferState.OPEN:
        return _in_window(offered, on)
    return _appeal_against_the_end(offered, on)


def _appeal_against_the_end(offered: Offered, on: date) -> str | None:
    if offered.state not in APPEALABLE:
        return "nothing_to_appeal"
    if offered.is_superseded:
        return "offer_superseded"
    if offered.appeal_by is None or on > offered.appeal_by:
        return "appeal_window_over"
    return None


def _decide_appeal(offered: Offered, on: date) -> str | None:
    return None if offered.appeal is Appeal.WAITING else "no_appeal_waits"


def _grant_appeal(offered: Offered, on: date) -> str | None:
    return _decide_appeal(offered, on) or ("offer_superseded" if offered.is_superseded else None)


def _extend(offered: Offered, on: date) -> str | None:
    return None if offered.state is OfferState.OPEN else "offer_is_closed"


def _lapse(offered: Offered, on: date) -> str | None:
    if offered.state is not OfferState.OPEN:
        return "offer_is_closed"
    if on <= offered.answer_by:
        return "offer_window_open"
    return "offer_waits_for_us" if offered.something_waits else None


def _withdraw(offered: Offered, on: date) -> str | None:
    if offered.state is OfferState.OPEN:
        return None
    if offered.state is OfferState.ACCEPTED:
        return None if offered.host_has_ended else "acceptance_stands"
    return "offer_is_closed"


_RULES: dict[Deed, Callable[[Offered, date], str | None]] = {
    Deed.ANSWER: _answer,
    Deed.ASK: _ask,
    Deed.ANSWER_QUESTION: _answer_question,
    Deed.FILE_PAPER: _answer,
    Deed.DECIDE_PAPER: _decide_paper,
    Deed.AGREE_SHARING: _settle_sharing,
    Deed.REFUSE_SHARING: _settle_sharing,
    Deed.APPEAL: _appeal,
    Deed.GRANT_APPEAL: _grant_appeal,
    Deed.REFUSE_APPEAL: _decide_appeal,
    Deed.EXTEND: _extend,
    Deed.REMIND: _in_window,
    Deed.LAPSE: _lapse,
    Deed.WITHDRAW: _withdraw,
}
