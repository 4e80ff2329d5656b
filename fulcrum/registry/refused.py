"""What a person reads when the register refuses to do something. Faults in files are worded in `refusals.py`."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from fulcrum.kit.refusal import Refusal

WORDINGS: dict[str, Callable[[], str]] = {
    "person_without_name": lambda: _("A person needs a full name in Latin letters. Enter it and save again."),
    "reason_missing": lambda: _("Say why: this change is kept with its reason. Enter one and try again."),
    "grounds_missing": lambda: _(
        "Say why, and on whose word: a reason and a source are kept with every change. Enter both and try again."
    ),
    "fact_refused": lambda: _("%(fact)s: %(what)s %(remedy)s"),
    "seat_unknown": lambda: _("The seat or the area cannot be kept: %(what)s %(remedy)s"),
    "packs_differ": lambda: _(
        "%(organisation)s does not belong to the same register: what is simulated and what is real are never joined. Choose another organisation."
    ),
    "is_closed": lambda: _(
        "%(organisation)s is closed from %(closed_on)s on. Choose another organisation or an earlier day, or take its closing back first."
    ),
    "changed_meanwhile": lambda: _(
        "%(organisation)s was changed by somebody else meanwhile: %(facts)s. Nothing was changed by you. Look at it as it is now and begin again."
    ),
    "nothing_changed": lambda: _(
        "Nothing differs from what the register says of %(organisation)s already. Change something, or leave it."
    ),
    "open_already": lambda: _("%(organisation)s is open since %(opened_on)s already. Nothing was changed."),
    "opens_before_closing": lambda: _(
        "%(organisation)s is closed from %(closed_on)s on. It can open again on that day or later, not earlier."
    ),
    "closes_before_opening": lambda: _(
        "%(organisation)s opened on %(opened_on)s. Choose a later day on which it ends."
    ),
    "planned_already": lambda: _(
        "Something else is planned for %(organisation)s on %(on)s. Take that back first."
    ),
    "children_undecided": lambda: _(
        "Organisations stand below %(organisation)s. Say whether they move to another or close with it."
    ),
    "goes_below_itself": lambda: _(
        "%(parent)s stands below %(organisation)s, or is the same; nothing can stand below itself. Choose another organisation."
    ),
    "merge_needs_two": lambda: _("A merger joins at least two organisations. Name another one."),
    "split_needs_two": lambda: _(
        "%(organisation)s ends, so at least two organisations follow it. Name another one, or say that it continues."
    ),
    "later_recorded": lambda: _(
        "For %(organisation)s the same is recorded for %(on)s or later already. Take that back first, or choose a later day."
    ),
    "taken_back_already": lambda: _("This was taken back already. Nothing was changed by you."),
    "part_of_another": lambda: _(
        "This is a part of something larger: “%(event)s”, %(organisation)s. Take that back as a whole."
    ),
    "later_facts": lambda: _(
        "Something later rests on this: “%(event)s”, %(organisation)s, %(on)s. Take that back first."
    ),
    "changed_since": lambda: _(
        "%(organisation)s was changed in the same facts since, so this cannot be undone by itself. Correct the facts instead."
    ),
    "still_used": lambda: _(
        "%(organisation)s has organisations below it or people appointed to it. Move and end these first."
    ),
    "circle_of_parents": lambda: _(
        "%(parent)s stands below %(organisation)s in the same sense already, so it cannot stand above it as well."
    ),
    "parent_is_told_already": lambda: _(
        "%(organisation)s stands below %(parent)s in this sense (%(kind)s) in these days already. Change the days, or end the other one."
    ),
    "proposed_already": lambda: _(
        "You have proposed something for the same facts of %(organisation)s; it waits for a decision. Withdraw that proposal first."
    ),
    "decided_already": lambda: _(
        "This proposal waits no longer: it is %(state)s. Nothing was changed by you."
    ),
    "not_your_proposal": lambda: _("Only the person who made a proposal withdraws it. Refuse it instead."),
    "reach_not_of_role": lambda: _(
        "The role “%(role)s” cannot reach “%(reach)s”. Choose another reach or another role."
    ),
    "end_before_begin": lambda: _(
        "The last day, %(until)s, lies before the first day, %(begins_on)s. Correct one of them."
    ),
    "end_missing": lambda: _("The role “%(role)s” is given for a limited time. Enter its last day."),
    "agreement_missing": lambda: _(
        "The role “%(role)s” is given to partners under an agreement. Choose the agreement."
    ),
    "agreement_not_of_role": lambda: _(
        "The role “%(role)s” does not rest on an agreement. Leave the agreement empty."
    ),
    "outside_agreement": lambda: _(
        "Agreement %(reference)s, which ends on %(until)s, does not cover these days or this place. Choose others within it."
    ),
    "person_without_address": lambda: _(
        "Enter the e-mail address of %(person)s: with it the person is invited to sign in once the programme has agreed."
    ),
    "person_is_known": lambda: _(
        "The register knows somebody with the address %(email)s already. Name that person from the register, by this address."
    ),
    "no_organisation_chosen": lambda: _("Choose at least one organisation."),
    "too_many_organisations": lambda: _(
        "At most %(most)d organisations are given to one CDIO at once. Choose fewer, or appoint a CDIO of a ministry."
    ),
    "not_to_oneself": lambda: _("Nobody gives a role to themselves. Ask another officer to do it."),
    "simulated_and_real": lambda: _(
        "%(person)s and %(organisation)s do not belong together: one is simulated and the other is real."
    ),
    "office_is_held": lambda: _(
        "The office “%(role)s” of %(place)s is held by somebody else in these days. End that appointment first, or appoint as acting or covering."
    ),
    "role_is_held_already": lambda: _(
        "%(person)s holds the role “%(role)s” here already in these days. Change the days, or end the other appointment."
    ),
    "ended_already": lambda: _("This has ended already, on %(until)s. Nothing was changed."),
    "lent_too_long": lambda: _(
        "Rights are lent for a year at most, here until %(until)s. Choose an earlier last day, or appoint somebody as acting."
    ),
    "lent_to_holder": lambda: _("%(person)s holds this role already. Choose another person."),
    "agreement_is_not_lent": lambda: _(
        "A role under an agreement is not lent. Appoint the other person under the agreement."
    ),
    "demonstration_sends_no_mail": lambda: _(
        "A person of the demonstration sends no mail to real addresses. Sign in with an account of your own."
    ),
    "lent_beyond_end": lambda: _(
        "The appointment itself ends on %(until)s. Choose a last day that is not later."
    ),
    "withdrawn_already": lambda: _("This was taken back already. Nothing was changed."),
    "partner_is_known": lambda: _(
        "A partner named %(name)s is in the register already. Choose it from the list."
    ),
    "reference_is_taken": lambda: _(
        "The reference %(reference)s belongs to another agreement. Enter the reference of this one."
    ),
    "cii_is_listed": lambda: _(
        "This organisation is listed for “%(service)s” already. Close that entry first if it is to be replaced."
    ),
    "accepted_already": lambda: _("This entry has been accepted already. Nothing was changed."),
    "address_is_taken": lambda: _("Somebody else signs in as %(email)s. Enter another address."),
    "signs_in_already": lambda: _("%(person)s has an account and signs in already; nothing was sent."),
    "four_eyes": lambda: _(
        "Who proposed something does not accept it. Ask another person who is cleared for it."
    ),
    "import_of_another": lambda: _(
        "“%(name)s” was uploaded by somebody else, who alone carries it on. Upload your own file."
    ),
    "import_at_work": lambda: _("“%(name)s” is being worked on just now. Wait for it to end, or stop it."),
    "import_not_at_work": lambda: _("Nothing is being done with “%(name)s” that could be stopped."),
    "import_ended": lambda: _("“%(name)s” has been carried out or given up already. Upload the file again."),
    "import_file_gone": lambda: _("The file “%(name)s” is no longer kept. Upload it again."),
    "import_not_checked": lambda: _(
        "“%(name)s” must be checked first. Have it checked and look at the dry run."
    ),
    "import_has_faults": lambda: _(
        "“%(name)s” has rows that must be corrected. Correct the file and upload it again."
    ),
    "import_changes_nothing": lambda: _(
        "The register holds all of “%(name)s” already; there is nothing to do."
    ),
}


def word(refusal: Refusal) -> str:
    """The sentence of a refusal of this app. Raises KeyError for a code without wording."""
    return WORDINGS[refusal.code]() % refusal.facts
