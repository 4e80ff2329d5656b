"""What a person reads when a briefing, a request for a unit or a stated value is refused."""

from collections.abc import Callable

from django.utils.translation import gettext as _

WORDINGS: dict[str, Callable[[], str]] = {
    "briefing_ahead": lambda: _(
        "The session of %(day)s has not been held yet. Record it on that day or later."
    ),
    "attends_already": lambda: _(
        "%(organisation)s is on the list of this session already. Strike that line out first, if it is wrong."
    ),
    "struck_already": lambda: _("This line was struck out on %(day)s already. Nothing was changed."),
    "request_is_open": lambda: _(
        "%(organisation)s asked for a unit on %(day)s, and that request is still open. Withdraw it first, then ask anew."
    ),
    "request_of_closed": lambda: _("%(organisation)s is closed, so no unit can be asked for."),
    "request_has_ended": lambda: _("This request has ended already: %(state)s on %(day)s."),
    "request_taken_up_already": lambda: _("%(person)s took this request up on %(day)s already."),
    "request_incomplete": lambda: _("The request does not say %(field)s. Fill it in and send it again."),
    "sent_with_other_words": lambda: _(
        "This form was sent already, with other words. Open it anew, look at what was kept, and go on from there."
    ),
    "value_of_closed": lambda: _("%(organisation)s is closed, so its values are no longer agreed."),
    "reason_of_value_missing": lambda: _("Say on what this value rests."),
    "line_moved_on": lambda: _(
        "Somebody stated a value of this line while you were writing: %(value)s (%(person)s). Look at it, then state yours."
    ),
    "line_needs_two": lambda: _(
        "%(person)s stated the value of the other side. One person never speaks for both: somebody else has to answer."
    ),
    "said_already": lambda: _(
        "This is the value that you stated last, and nobody has answered since. Nothing was changed."
    ),
    "row_unknown": lambda: _("The need model has no row “%(value)s” for this line. Choose one of the list."),
    "figure_unreadable": lambda: _(
        "“%(value)s” is not a figure. Write digits, at most four of them after the point."
    ),
    "figure_not_whole": lambda: _("“%(value)s” is not a whole number. These are counted: %(unit)s."),
    "figure_out_of_range": lambda: _(
        "%(value)s is beyond what this line can be: from 0 to %(most)s. Check the figure and its unit."
    ),
    "nothing_agreed": lambda: _(
        "No value is agreed that the newest need model does not take already. There is nothing to publish."
    ),
    "agreed_meanwhile": lambda: _(
        "Since you looked at it, a value was agreed or changed, or another version was published. Look again before you publish."
    ),
    "demonstration_publishes_nothing": lambda: _(
        "Accounts of the demonstration cannot publish a need model: it counts for the real organisations."
    ),
    "no_need_model": lambda: _("No need model is published yet, so there are no lines to agree on."),
}
