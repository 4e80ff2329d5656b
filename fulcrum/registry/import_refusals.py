"""What a person reads when something in a file of an import is wrong, beside what packs and imports share."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

WORDINGS: Mapping[str, Callable[[], tuple[str, str]]] = {
    # the file as a whole
    "larger_than_allowed": lambda: (
        _("The file has %(size)s bytes; at most %(largest)s are read."),
        _("Divide the file into smaller ones."),
    ),
    "not_a_table": lambda: (
        _("This is not a table that can be read."),
        _("Save the list as XLSX, ODS or CSV UTF-8 in your spreadsheet and upload that file."),
    ),
    "workbook_closed_or_old": lambda: (
        _("The workbook needs a password or has the format of before 2007."),
        _("Open it in your spreadsheet and save it as XLSX without a password."),
    ),
    "workbook_broken": lambda: (
        _("The workbook is damaged."),
        _("Open it in your spreadsheet, save it anew and upload that file."),
    ),
    "unpacks_too_large": lambda: (
        _("The workbook unpacks to more than %(largest)s bytes."),
        _("Divide the list into smaller files, and remove pictures and unused sheets."),
    ),
    "area_too_large": lambda: (
        _(
            "A cell far outside the list is filled in: more than %(columns)s columns or %(rows)s rows would be read."
        ),
        _("Copy the list into an empty workbook and upload that file."),
    ),
    "too_many_rows": lambda: (
        _("The file has more than %(most)s rows."),
        _("Divide the list into smaller files."),
    ),
    "too_many_columns": lambda: (
        _("The file has %(found)s columns; at most %(most)s are read."),
        _("Remove the columns that are not needed."),
    ),
    "row_beyond_headings": lambda: (
        _("The row has filled cells beyond the %(wanted)s headings."),
        _("Give every column a heading, and put text that holds the delimiter into quotation marks."),
    ),
    # one cell
    "bad_email": lambda: (
        _("This is not an e-mail address."),
        _("Write one address, such as name@example.lk, or leave the cell empty."),
    ),
    "bad_phone": lambda: (
        _("This is not a telephone number."),
        _("Write one number with digits, spaces and hyphens, such as +94 11 234 5678."),
    ),
    "organisation_unknown": lambda: (
        _("No organisation has this id or this name."),
        _("Write its id as the register shows it, or its full name."),
    ),
    "organisation_ambiguous": lambda: (
        _("Several organisations have this name."),
        _("Write the id of the one that is meant."),
    ),
    "region_ambiguous": lambda: (
        _("Several regions have this name."),
        _("Write the code of the one that is meant, such as LK-1103."),
    ),
    "source_ambiguous": lambda: (
        _("Several sources have this title."),
        _("Write the code of the one that is meant."),
    ),
    # whole rows
    "nobody_named": lambda: (
        _("Nothing tells whom or what this row is about."),
        _("Fill in a number, an id, an e-mail address or a name."),
    ),
    "needed_for_new": lambda: (
        _("The organisation is new, and this value is missing."),
        _("Fill in the cell, or choose one value for every row where you decide about the columns."),
    ),
    "person_unknown": lambda: (
        _("Nobody in this register has this number."),
        _("Write the number in the address of the person's page, or leave the cell empty for somebody new."),
    ),
    "email_shared": lambda: (
        _("Several people of the register have this e-mail address."),
        _("Write the number of the one who is meant."),
    ),
    "name_shared": lambda: (
        _("Several people of the register have this name."),
        _("Write the number or the e-mail address of the one who is meant."),
    ),
    "person_contradicts": lambda: (
        _("Row %(first)s says something else of the same person."),
        _("Write the same in both rows. If they are two people, give each their e-mail address."),
    ),
    "role_missing": lambda: (
        _("The row names a place but no role."),
        _("Fill in the role, or empty the place for a person without an appointment."),
    ),
    "ends_before_it_begins": lambda: (
        _("The last day lies before the first day, %(begins_on)s."),
        _("Correct one of the two days."),
    ),
    "role_must_end": lambda: (
        _("This role is given for a limited time, and the last day is missing."),
        _("Fill in the last day."),
    ),
    "reach_not_allowed": lambda: (
        _("The role “%(role)s” cannot reach that far."),
        _("Use one of: %(allowed)s."),
    ),
    "place_missing": lambda: (
        _("The reach “%(reach)s” needs this place."),
        _("Fill in the organisation or the area, or correct the reach."),
    ),
    "place_too_many": lambda: (
        _("The reach “%(reach)s” does not speak of this place."),
        _("Empty the cell, or correct the reach."),
    ),
    "role_needs_agreement": lambda: (
        _("This role is given to partners under an agreement, and none is named."),
        _("Fill in the reference of the agreement."),
    ),
    "role_without_agreement": lambda: (
        _("This role does not rest on an agreement."),
        _("Empty the cell."),
    ),
    "agreement_unknown": lambda: (
        _("No agreement has this reference."),
        _("Write the reference as the list of agreements shows it, or make the agreement first."),
    ),
    "beyond_agreement": lambda: (
        _("The agreement, which ends on %(until)s, does not cover these days or this place."),
        _("Choose days and a place within the agreement."),
    ),
    "appointment_twice": lambda: (
        _("The same person has the same role at the same place from the same day in row %(first)s."),
        _("Keep one of the two rows."),
    ),
    "role_overlaps_row": lambda: (
        _("The same person has the same role at the same place in some of these days in row %(first)s."),
        _("Correct the days of one of the two rows."),
    ),
    "role_overlaps_held": lambda: (
        _("The person has this role here already, since %(begins_on)s, in some of these days."),
        _("Write that first day if it is the same appointment, or end that one first."),
    ),
    "office_twice": lambda: (
        _("Row %(first)s gives the same office to somebody else in some of these days."),
        _("Correct the days, or write that one of them is acting or covering."),
    ),
    "office_held": lambda: (
        _("%(holder)s holds this office in some of these days."),
        _("End that appointment first, or write that this one is acting or covering."),
    ),
    "appointment_has_ended": lambda: (
        _("This appointment was ended on %(until)s, and its last day stays."),
        _("Write that day, or remove the row."),
    ),
    "role_to_oneself": lambda: (
        _("Nobody gives a role to themselves."),
        _("Remove the row and ask another officer to do it."),
    ),
}
