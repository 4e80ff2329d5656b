"""People and appointments from a file: known again by number, address or name, and no right given that nobody may give."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from fulcrum.registry import access, events, people_exports
from fulcrum.registry.models import Agreement, Appointment, Organisation, Partner, Person
from fulcrum.registry.services import appointments, people
from fulcrum.registry.services.appointments import Terms
from fulcrum.registry.tests.import_files import as_xlsx
from fulcrum.registry.tests.importing import carried_out, codes, dry_run, imported
from tests.cast import LONG_AGO, NOW, TODAY, somebody

pytestmark = pytest.mark.usefixtures("register")


def bring(officer, *rows, **how):
    return imported(officer, table(*rows), kind="people", **how)


def look(officer, *rows, **how):
    return dry_run(officer, table(*rows), kind="people", **how)


def table(*rows):
    headings = list(dict.fromkeys(name for row in rows for name in row))
    return [headings, *([row.get(name, "") for name in headings] for row in rows)]


def head_of(body, name="Anula Perera", **more):
    return {"name": name, "role": "head", "organisation": body, "from": "2026-01-01", **more}


def person(name="Anula Perera", **contacts):
    return people.add(names={"name_en": name, **contacts}, pack="lk", by=None, at=NOW)


def test_a_person_and_their_appointment_come_from_one_row(officer):
    run = bring(officer, head_of("dept-1", email="Anula@Example.LK", නම="අනුලා පෙරේරා"))

    anula = Person.objects.get(email="Anula@Example.LK")
    held = anula.appointments.get()
    assert (anula.name_si, anula.pack) == ("අනුලා පෙරේරා", "lk")
    assert (held.role, held.organisation.slug, held.reach, held.manner) == (
        "head", "dept-1", "organisation", "substantive",
    )  # fmt: skip
    assert (held.made_by, held.begins_on) == (officer, date(2026, 1, 1))
    assert run.counts["person"]["new"] == run.counts["appointment"]["new"] == 1


def test_new_people_are_found_by_search_and_in_order(officer):
    bring(officer, {"name": "Anula Perera", "பெயர்": "அனுலா பெரேரா"})

    by_import = Person.objects.get(name_en="Anula Perera")
    by_hand = people.correct(person(), names={"name_ta": "அனுலா பெரேரா"}, reason="the same", by=officer, at=NOW)
    for column in people.DERIVED:
        assert getattr(by_import, column) == getattr(by_hand, column), column


def test_rows_of_one_person_become_one_person(officer):
    bring(
        officer,
        head_of("dept-1", email="a@example.lk", phone="011 2345678"),
        head_of("dept-2", email="A@example.lk", phone="", **{"to": "2026-02-01"}),
    )

    anula = Person.objects.get(email="a@example.lk")
    assert (anula.appointments.count(), anula.phone) == (2, "011 2345678")


def test_rows_of_one_person_may_not_contradict_each_other(officer):
    run = look(
        officer,
        head_of("dept-1", email="a@example.lk"),
        head_of("dept-2", email="a@example.lk", name="Somebody Else"),
    )

    assert codes(run) == [(3, "name_en", "person_contradicts")]


def test_the_same_file_again_changes_nothing(officer):
    rows = [
        head_of("dept-1", phone="011 2345678"),
        head_of("dept-1", name="Sarath Silva", manner="acting"),
        {"name": "Nobody of Office"},
        {"name": "Two of One", "email": "two@example.lk"},
    ]
    bring(officer, *rows)

    run = look(officer, *rows)

    assert (run.fault_count, run.changes_anything) == (0, False)
    assert run.counts["person"]["by_name"] == 3, "all but the one with an address"


def test_a_person_is_known_by_number_before_address_and_name(officer):
    anula = person(email="a@example.lk")

    bring(officer, {"person number": str(anula.pk), "name": "Anula P. Perera", "email": "new@example.lk"})

    anula.refresh_from_db()
    assert (anula.name_en, anula.email) == ("Anula P. Perera", "new@example.lk")


def test_of_people_with_one_name_the_file_must_say_which(officer):
    person(), person()

    assert codes(look(officer, {"name": "Anula Perera"})) == [(2, "name_en", "name_shared")]


def test_an_address_is_the_same_however_its_letters_are_written(officer):
    person(email="Anula@Example.LK")

    run = look(officer, {"name": "Anula Perera", "email": "anula@example.lk"})

    assert run.counts["person"]["new"] == 0
    assert not look(officer, {"name": "Anula Perera", "email": "Anula@Example.LK"}).changes_anything


def test_a_number_that_nobody_has_is_told(officer):
    assert codes(look(officer, {"person number": 999_999, "name": "X"})) == [(2, "person", "person_unknown")]


def test_an_empty_cell_says_nothing(officer):
    anula = person(email="a@example.lk", phone="011 2345678")

    bring(officer, {"email": "a@example.lk", "phone": "", "name": "Anula M. Perera"})

    anula.refresh_from_db()
    assert (anula.name_en, anula.phone) == ("Anula M. Perera", "011 2345678")


def test_names_in_the_wrong_script_and_old_fonts_are_refused(officer):
    run = look(officer, {"name": "Anula", "sinhala name": "wkq,d fmf¾rd"}, {"name": "අනුලා", "email": "x"})

    assert codes(run) == [
        (2, "name_si", "legacy_font"), (3, "email", "bad_email"), (3, "name_en", "wrong_script"),
    ]  # fmt: skip


def test_an_organisation_may_be_named_in_any_script(officer):
    Organisation.objects.filter(slug="dept-1").update(name_ta="கற்பனைத் திணைக்களம்")

    bring(officer, head_of("கற்பனைத் திணைக்களம்"))

    assert Appointment.objects.get(person__name_en="Anula Perera").organisation.slug == "dept-1"


def test_simulated_and_real_never_mix(officer):
    Organisation.objects.filter(slug="dept-2").update(pack="demo")

    assert codes(look(officer, head_of("dept-2"))) == [(2, "organisation", "organisation_unknown")]
    bring(officer, head_of("dept-2"), pack="demo")
    assert Person.objects.get(name_en="Anula Perera").pack == "demo"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"role": "", "organisation": "dept-1"}, ("role", "role_missing")),
        ({"from": ""}, ("begins_on", "required")),
        ({"from": "31/05/2026"}, ("begins_on", "not_a_date")),
        ({"to": "2025-12-31"}, ("until", "ends_before_it_begins")),
        ({"organisation": ""}, ("organisation", "place_missing")),
        ({"area": "LK-11"}, ("region", "place_too_many")),
        ({"scope": "nation", "organisation": ""}, ("reach", "reach_not_allowed")),
        ({"role": "auditor", "organisation": ""}, ("until", "role_must_end")),
        ({"role": "adviser", "to": "2026-12-31"}, ("agreement", "role_needs_agreement")),
        ({"agreement": "A-1"}, ("agreement", "role_without_agreement")),
        ({"organisation": "no such body"}, ("organisation", "organisation_unknown")),
    ],
)
def test_what_an_appointment_must_say_is_told(officer, row, told):
    assert codes(look(officer, head_of("dept-1", **row))) == [(2, *told)]


def test_partners_stay_within_their_agreement(officer, now):
    partner = Partner.objects.create(kind="firm", name_en="Invented Advice Ltd", pack="lk")
    body = Organisation.objects.get(slug="dept-1")
    Agreement.objects.create(
        partner=partner, reference="A-1", purpose="advice", begins_on=date(2026, 1, 1), until=date(2026, 12, 31),
        made_at=now, reach="organisation", organisation=body,
    )  # fmt: skip
    adviser = {"role": "adviser", "agreement": "A-1", "to": "2026-12-31"}

    too_long = look(officer, head_of("dept-1", **{**adviser, "to": "2027-01-01"}))
    elsewhere = look(officer, head_of("dept-2", **adviser))
    assert codes(too_long) == codes(elsewhere) == [(2, "agreement", "beyond_agreement")]

    bring(officer, head_of("dept-1", **adviser))
    assert Appointment.objects.get(role="adviser").agreement.reference == "A-1"


def test_an_office_is_held_by_one_person_at_a_time(officer, head):
    taken = look(officer, head_of("hosp-a"))
    twice = look(officer, head_of("dept-1"), head_of("dept-1", name="Sarath Silva"))

    assert codes(taken) == [(2, "role", "office_held")]
    assert taken.faults.get().facts == {"holder": "Sunethra"}
    assert codes(twice) == [(3, "role", "office_twice")]
    assert not codes(look(officer, head_of("hosp-a", manner="acting")))


def test_a_person_holds_a_role_at_a_place_once_at_a_time(officer):
    in_file = look(
        officer,
        head_of("dept-1", role="unit_lead"),
        head_of("dept-1", role="unit_lead", **{"from": "2026-03-01"}),
    )
    assert codes(in_file) == [(3, "role", "role_overlaps_row")]
    bring(officer, head_of("dept-1", role="unit_lead"))

    held = look(officer, head_of("dept-1", role="unit_lead", **{"from": "2026-03-01"}))

    assert codes(held) == [(2, "role", "role_overlaps_held")]


def test_one_row_may_end_an_appointment_and_the_next_give_the_office_to_another(officer):
    bring(officer, head_of("dept-1"))

    bring(
        officer,
        head_of("dept-1", to="2026-05-31"),
        head_of("dept-1", name="Sarath Silva", **{"from": "2026-06-01"}),
    )

    held = Appointment.objects.filter(organisation__slug="dept-1").order_by("begins_on")
    assert [(row.person.name_en, row.until) for row in held] == [
        ("Anula Perera", date(2026, 5, 31)), ("Sarath Silva", None),
    ]  # fmt: skip


def test_nobody_gives_a_role_to_themselves(officer):
    run = look(officer, head_of("dept-1", name="Nimali"))

    assert codes(run) == [(2, "role", "role_to_oneself")]


def test_an_appointment_that_was_ended_stays_ended(officer, now):
    body = Organisation.objects.get(slug="dept-1")
    held = appointments.appoint(
        person(), Terms(appointments.Role.HEAD, date(2026, 1, 1), organisation=body), by=officer, at=now
    )
    appointments.end(held, reason="left", by=officer, at=now)

    same = look(officer, head_of("dept-1", to=str(TODAY)))
    longer = look(officer, head_of("dept-1", to="2027-01-01"))

    assert not same.changes_anything and not same.fault_count
    assert codes(longer) == [(2, "until", "appointment_has_ended")]


def test_rights_end_with_an_imported_last_day_and_higher_floors_hear_of_it(officer):
    anula = somebody("Anula", "unit_lead", organisation=Organisation.objects.get(slug="dept-1"))
    assert access.roles_of(anula)
    told = []

    def hear(sender, appointment, **facts):
        told.append(appointment.person.name_en)

    events.appointment_ended.connect(hear)
    try:
        yesterday = timezone.localdate() - timedelta(days=1)
        run = look(
            officer,
            {
                "name": "Anula",
                "role": "unit_lead",
                "organisation": "dept-1",
                "from": str(LONG_AGO),
                "to": str(yesterday),
            },
        )
        assert not codes(run)
        from fulcrum.registry.services import import_commits, imports
        from fulcrum.registry.tests.importing import silently

        imports.ask_commit(run, by=officer)
        run.refresh_from_db()
        import_commits.commit(run, at=timezone.now(), tell=silently)
    finally:
        events.appointment_ended.disconnect(hear)

    assert told == ["Anula"]
    fresh = type(anula).objects.get(pk=anula.pk)
    assert not access.roles_of(fresh)


def test_somebody_added_since_the_check_makes_it_be_checked_again(officer):
    run = look(officer, {"name": "Anula Perera"})
    person()

    assert carried_out(run, officer).state == "stale"
    assert Person.objects.filter(name_en="Anula Perera").count() == 1


def test_an_office_filled_since_the_check_makes_it_be_checked_again(officer, now):
    run = look(officer, head_of("dept-1"))
    body = Organisation.objects.get(slug="dept-1")
    appointments.appoint(
        person("Sarath Silva"),
        Terms(appointments.Role.HEAD, date(2026, 2, 1), organisation=body),
        by=officer,
        at=now,
    )

    assert carried_out(run, officer).state == "stale"
    assert not Person.objects.filter(name_en="Anula Perera").exists(), "all or nothing"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_goes_out_comes_back_and_changes_nothing(officer, head, form):
    person("-Minus Perera", phone="+94 11 234 5678", email="minus@example.lk")
    bring(officer, head_of("dept-1", **{"sinhala name": "අනුලා පෙරේරා"}), {"name": "Without Office"})
    write, _ = people_exports.FORMS[form]
    file, lines = write(people_exports.lines(Person.objects.all(), user=officer, on=TODAY))
    data = file.read()

    run = dry_run(officer, data, kind="people", empties=True)

    assert lines == Person.objects.count()
    assert (codes(run), run.changes_anything) == ([], False)
    assert run.counts["person"]["unchanged"] == Person.objects.count()


def test_numbers_and_days_of_a_workbook_are_understood(officer):
    anula = person()
    rows = [["person number", "role", "organisation", "from"], [anula.pk, "head", "dept-1", date(2026, 1, 1)]]

    imported(officer, as_xlsx(rows), kind="people", name="people.xlsx")

    assert anula.appointments.get().begins_on == date(2026, 1, 1)
