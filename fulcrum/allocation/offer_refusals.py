"""What a person reads when publishing a plan, or doing something with an offer, is refused."""

from collections.abc import Callable

from django.utils.translation import gettext as _

WORDINGS: dict[str, Callable[[], str]] = {
    # publishing
    "plan_of_other_country": lambda: _(
        "“%(name)s” is a plan of the other country: accounts of the demonstration publish plans of the simulated country, all others those of the real one."
    ),
    "plan_not_proven": lambda: _(
        "“%(name)s” cannot be published: only a finished plan that is proven best can. Compute it again."
    ),
    "published_already": lambda: _("%(person)s has published this plan already, as number %(number)d."),
    "published_meanwhile": lambda: _(
        "%(person)s published plan %(number)d on %(moment)s, so this one no longer follows the newest. Plan on from number %(number)d: it keeps what was accepted and offers only the difference."
    ),
    "plan_of_old_scores": lambda: _(
        "The register was scored again since “%(name)s” was computed. Compute the plan again, then publish it."
    ),
    "plan_does_not_hold": lambda: _(
        "The independent check does not agree with “%(name)s”. Have the plan checked to see where, and compute it again."
    ),
    "plan_out_of_date": lambda: _(
        "Answers came in since “%(name)s” was asked for; it does not fit them at %(number)d organisations. Plan on again, then publish."
    ),
    "year_is_past": lambda: _("The year %(year)d is over. Plan for this year or a later one."),
    "window_not_covered": lambda: _(
        "%(days)d working days for %(organisation)s reach beyond what the calendar “%(calendar)s” knows: nothing is known of %(day)s. Load the holidays of that year, then try again."
    ),
    # answering
    "offer_is_closed": lambda: _("Offer %(number)d is not open any more. Look at its history."),
    "offer_window_over": lambda: _(
        "The last day to answer offer %(number)d was %(day)s. Ask the programme for more time, or appeal once the offer has lapsed."
    ),
    "offer_window_open": lambda: _(
        "Offer %(number)d can be answered until %(day)s; it does not lapse before."
    ),
    "offer_waits_for_us": lambda: _("Offer %(number)d does not lapse while the programme owes an answer."),
    "paper_waits": lambda: _(
        "A signed paper for offer %(number)d waits to be confirmed. Have it confirmed or refused first."
    ),
    "question_waits": lambda: _(
        "A question about offer %(number)d waits already; ask again when it is answered."
    ),
    "no_question_waits": lambda: _("No question about offer %(number)d waits for an answer."),
    "no_paper_waits": lambda: _("No signed paper for offer %(number)d waits."),
    "no_sharing_waits": lambda: _("No proposal to share waits for offer %(number)d."),
    "offer_reason_missing": lambda: _("Say why: whoever reads the history later must understand it."),
    "question_missing": lambda: _("Write the question."),
    "answer_missing": lambda: _("Write the answer."),
    "year_missing": lambda: _("Say to which year the offer is put off."),
    "year_not_ahead": lambda: _("%(year)d does not lie ahead. Choose a year from %(first)d to %(last)d."),
    "year_too_far": lambda: _(
        "%(year)d is too far off. Choose a year from %(first)d to %(last)d, or decline the offer."
    ),
    "partner_missing": lambda: _("Choose the organisation with which you would share a unit."),
    "partner_is_itself": lambda: _("%(organisation)s cannot share with itself. Choose another organisation."),
    "partner_is_elsewhere": lambda: _(
        "%(organisation)s belongs to the other country: one is simulated and the other is real. Choose another organisation."
    ),
    "partner_has_ended": lambda: _("%(organisation)s does not exist any more. Choose another organisation."),
    "staff_out_of_range": lambda: _(
        "%(staff)d people cannot be: write how many people work in your organisation, 1 to %(most)d."
    ),
    "no_model_of_a_unit": lambda: _(
        "No version of the model “%(model)s” is published, so a unit cannot begin. An officer publishes one on the page of blueprints."
    ),
    # on paper
    "signer_missing": lambda: _("Write who signed the paper, as it stands there."),
    "signed_in_the_future": lambda: _("The paper cannot be signed on %(day)s: that day lies ahead."),
    "signed_before_offer": lambda: _(
        "The paper cannot be signed on %(day)s: the offer was sent on %(sent_on)s."
    ),
    "paper_of_ones_own": lambda: _(
        "You handed this paper in yourself. Another officer compares it and confirms it."
    ),
    # appeals, more time, taking back
    "appeal_waits": lambda: _("An appeal about offer %(number)d waits already for a decision."),
    "appealed_already": lambda: _("Offer %(number)d was appealed once, and decided. That decision stands."),
    "nothing_to_appeal": lambda: _("Offer %(number)d stands as your organisation answered it."),
    "offer_superseded": lambda: _(
        "Since offer %(number)d, %(organisation)s was offered a unit again or has one. Answer the newer offer."
    ),
    "appeal_window_over": lambda: _("The time to appeal about offer %(number)d is over."),
    "no_appeal_waits": lambda: _("No appeal about offer %(number)d waits for a decision."),
    "appeal_of_ones_own": lambda: _(
        "You had a part in offer %(number)d: you published the plan, or answered, asked or appealed. Another officer decides."
    ),
    "no_later_day": lambda: _("More time means a day after %(day)s. Choose a later one."),
    "acceptance_stands": lambda: _(
        "%(organisation)s has accepted offer %(number)d. An acceptance is withdrawn only when the organisation has ended."
    ),
}
