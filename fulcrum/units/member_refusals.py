"""What a person reads when something about members is refused."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from fulcrum.units import conflict_words

WORDINGS: Mapping[str, Callable[[], str]] = {
    **conflict_words.WORDINGS,
    "no_post_named": lambda: _("Choose at least one post."),
    "post_is_gone": lambda: _(
        "Unit %(number)s has no open post %(posts)s any more. Look at its posts and choose again."
    ),
    "begins_before_the_unit": lambda: _(
        "The unit began on %(began_on)s; nobody was in it on %(begins_on)s. Correct the first day."
    ),
    "nominated_already": lambda: _(
        "%(person)s is named for this unit already, and the officer has not answered yet. Wait for the answer, or take that back first."
    ),
    "nomination_is_decided": lambda: _(
        "This nomination does not wait any more: %(state)s, %(day)s. Nothing was changed."
    ),
    "who_named_does_not_accept": lambda: _(
        "You named this person yourself. Another officer of the programme decides."
    ),
    "days_are_over": lambda: _(
        "The last day that was named, %(until)s, has passed. Refuse this and ask for a new nomination."
    ),
    "post_was_filled_meanwhile": lambda: _(
        "Somebody was put into the post %(post)s meanwhile. Look at the posts of the unit. Nothing was changed."
    ),
    "no_address_to_invite": lambda: _(
        "%(person)s has no e-mail address in the register and was not invited to sign in. Add one on their page, then invite them."
    ),
    "hand_over_is_finished": lambda: _("This hand-over was finished on %(day)s. Nothing was changed."),
    "line_not_said": lambda: _(
        "Say which line it is, and whether it is done or not needed. Nothing was changed."
    ),
    "line_is_settled": lambda: _("Somebody settled this line meanwhile. Nothing was changed."),
    "stand_in_holds_the_post": lambda: _(
        "%(person)s holds the post %(post)s and cannot stand in for themselves. Choose somebody else."
    ),
    "no_letter_in_the_model": lambda: _(
        "The model that unit %(number)s follows has no letter of appointment. It can be added with its next version."
    ),
    "stand_in_is_named": lambda: _("The post %(post)s has a stand-in in these days. End that first."),
}
