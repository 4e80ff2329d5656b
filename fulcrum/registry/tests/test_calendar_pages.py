"""The pages of the calendars: what readers see, what officers change, and at which cost."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from fulcrum.foundation.web import work
from fulcrum.registry import calendar_answers, calendar_pages, calendar_slot, calendars
from fulcrum.registry.models import HolidayList, OrganisationCalendar, SpecialDay
from fulcrum.registry.services import calendars as loading

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
MONDAY_NOON = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
LIST_2027 = "date,name_en,kind\n2027-01-15,Tamil Thai Pongal Day,public\n2027-01-22,Duruthu Full Moon Poya Day,public\n"


@pytest.fixture(autouse=True)
def shipped(db):
    text = loading.SHIPPED.read_text(encoding="utf-8")
    assert loading.load(text, file="lk.yaml", by=None, at=AT, dry_run=False).ok


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def office():
    return calendars.read().by_code["office"]


def page(client, name, *args, query="", language="en"):
    client.cookies["django_language"] = language
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (MONDAY_NOON, "The office is open until 16:15."),
        (datetime(2026, 11, 23, 2, 0, tzinfo=UTC), "The office is closed now; it opens today at 08:30."),
        (
            datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
            "The office is closed now; it opens on Monday, 23 November 2026 at 08:30.",
        ),
        (
            datetime(2026, 11, 24, 6, 0, tzinfo=UTC),
            "The office is closed today (Il Full Moon Poya Day); it opens on Wednesday, 25 November 2026 at 08:30.",
        ),
        (datetime(2026, 12, 31, 12, 0, tzinfo=UTC), "The holidays of 2027 are not loaded"),
        (datetime(2027, 2, 1, 6, 0, tzinfo=UTC), "The holidays of 2027 are not loaded"),
    ],
)
def test_one_sentence_tells_whether_it_is_open(office, at, told):
    assert told in calendar_answers.now(office, at).text


def test_what_never_closes_says_so():
    always = calendars.read().by_code["continuous"]

    assert calendar_answers.now(always, MONDAY_NOON).text == "The office is open day and night."


def test_an_answer_names_the_days_that_were_not_counted(client):
    html = page(client, "registry:calendars", query="?calendar=office&hours=15.5&after=2026-03-17T14:00")

    told = text_of(html)
    assert (
        "15:30 hours of working time, counted from Tuesday, 17 March 2026, 14:00, end on Friday, 20 March 2026 at 14:00."
        in told
    )
    assert (
        "Not counted, because they are holidays: Wednesday, 18 March 2026 (Weekly Wednesday holiday" in told
    )
    health = page(client, "registry:calendars", query="?calendar=health&hours=15.5&after=2026-03-17T14:00")
    assert "end on Thursday, 19 March 2026 at 14:00." in text_of(health)


def test_weekends_between_are_counted_in_the_reason(office):
    zone = office.zone
    due = calendar_answers.due(office, datetime(2026, 3, 27, 16, tzinfo=zone), timedelta(hours=1))

    assert due.reason == "2 days without working hours, such as a Sunday, are not counted."
    assert [line.worked for line in due.lines] == ["0:15", "0:00", "0:00", "0:45"]


def test_a_question_beyond_the_known_years_is_answered_by_what_is_missing(client):
    html = page(client, "registry:calendars", query="?calendar=office&hours=900&after=2026-11-17T14:00")

    assert "The holidays of 2027 are not loaded, so working time cannot be counted in that year." in html


@pytest.mark.parametrize(
    "query", ["?hours=x&calendar=office", "?hours=-1&calendar=office", "?hours=1&calendar=nobody&after=z"]
)
def test_a_question_that_cannot_be_read_is_told_and_not_answered(client, query):
    assert "Please correct this first" in page(client, "registry:calendars", query=query)


def test_the_year_shows_names_in_three_scripts_sources_and_what_is_doubtful(client):
    html = page(client, "registry:calendar_year", "office", 2026)

    for told in (
        "Tamil Thai Pongal Day", "දෙමළ තෛපොංගල් දිනය", "தமிழ் தைப்பொங்கல் தினம்", "Extraordinary Gazette 2438/22",
        "not yet compared with the Gazette", "Commissioner General of Essential Services", "to be confirmed",
    ):  # fmt: skip
        assert told in html, told
    assert html.count('<table class="month">') == 12


def test_every_marked_day_of_the_months_stands_in_the_table_too(office):
    months = calendar_pages.months(office, 2026, AT.date())
    marked = [cell.number for month in months for week in month.weeks for cell in week if cell.title]

    table = [
        each
        for each in calendar_pages.other_days(office, 2026)
        if office.working.day(each.day).kind != "rest"
    ]
    assert marked == [each.day.day for each in table]


def test_a_bank_sees_no_special_wednesday(client):
    assert "Weekly Wednesday holiday" not in page(client, "registry:calendar_year", "bank", 2026)


def test_a_year_without_holidays_has_no_page_and_is_warned_of(client):
    assert client.get(reverse("registry:calendar_year", args=["office", 2027])).status_code == 404
    problems = calendars.problems(datetime(2026, 11, 23).date())

    assert "The holidays of 2027 are not loaded yet" in calendar_pages.problem_text(problems[0])


def test_the_file_for_calendar_programs_holds_the_days_that_are_shut(client):
    response = client.get(reverse("registry:calendar_ics", args=["office", 2026]))
    text = response.content.decode()

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert text.count("BEGIN:VEVENT") == 25 + 2, "twenty-five holidays, and two Wednesdays"
    assert "DTSTART;VALUE=DATE:20260318\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_file_folds_sinhala_between_characters(client):
    client.cookies["django_language"] = "si"
    content = client.get(reverse("registry:calendar_ics", args=["office", 2026])).content

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert "බදාදා නිවාඩුව" in content.decode().replace("\r\n ", "")


@pytest.mark.parametrize(
    ("name", "args", "most"),
    [
        ("registry:calendars", [], 4),
        ("registry:calendar_year", ["office", 2026], 5),
        ("registry:calendar_of", ["hosp-a"], 8),
    ],
)
def test_pages_keep_their_query_budget(name, args, most, client, register, django_assert_max_num_queries):
    page(client, name, *args)

    with django_assert_max_num_queries(most):
        page(client, name, *args)


def test_an_organisation_s_page_says_whether_it_is_open_and_why_by_this_calendar(client, register):
    line = calendar_slot.organisation_line(None, register["hosp-a"])
    assert line.context["facts"].code == "health"

    html = page(client, "registry:calendar_of", "hosp-a")
    assert "of the register decides:" in text_of(html)
    assert "health among the services that go on" in html
    assert "has no calendar for this organisation" in page(client, "registry:calendar_of", "emb-1")


def test_a_closed_body_has_no_line(register):
    body = register["hosp-a"]
    body.closed_on = AT.date()

    assert calendar_slot.organisation_line(None, body) is None


def a_list(**changes):
    return {
        "year": 2027, "gazette": "Extraordinary Gazette 1/1", "source": "the Gazette", "text": LIST_2027, **changes,
    }  # fmt: skip


def test_an_officer_sees_what_a_list_would_change_and_then_loads_it(signed_in):
    address = reverse("registry:load_holidays")

    shown = signed_in.post(address, a_list())
    html = shown.content.decode()
    assert shown.status_code == 200
    assert "Tamil Thai Pongal Day (public)" in html
    assert "The list is short" in html
    assert not HolidayList.objects.filter(year=2027).exists()

    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
    done = signed_in.post(
        address, {**{name: sent[name] for name in ("year", "gazette", "source", "text")}, "load": "1"}
    )
    assert done.status_code == 302
    assert HolidayList.objects.get(year=2027).holidays.count() == 2


def test_a_bad_list_is_told_row_by_row(signed_in):
    response = signed_in.post(
        reverse("registry:load_holidays"), a_list(text=LIST_2027.replace("public", "publick"))
    )

    assert response.status_code == 422
    assert "Row 2" in response.content.decode()
    assert "This code is not known." in response.content.decode()


def test_a_correction_asks_for_its_reason_before_it_is_loaded(signed_in):
    address = reverse("registry:load_holidays")
    shown = signed_in.post(address, a_list(year=2026, text=LIST_2027.replace("2027", "2026")))

    assert "Write the reason of the correction" in shown.content.decode()
    refused = signed_in.post(
        address, {**a_list(year=2026, text=LIST_2027.replace("2027", "2026")), "load": "1"}
    )
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    assert HolidayList.objects.filter(year=2026).count() == 1


def test_neither_file_nor_text_is_told(signed_in):
    response = signed_in.post(reverse("registry:load_holidays"), a_list(text=" "))

    assert response.status_code == 422
    assert "Choose a file, or paste the list below." in response.content.decode()


def a_day(**changes):
    return {
        "name_en": "A day of mourning", "first_on": "2026-11-25", "last_on": "2026-11-25", "effect": "shut",
        "scope": "except", "calendars": ["health"], "source": "a notice", **changes,
    }  # fmt: skip


def test_an_officer_enters_a_special_day_and_withdraws_it(signed_in):
    address = reverse("registry:special_days")

    assert signed_in.post(address, a_day()).status_code == 302
    made = SpecialDay.objects.get(name_en="A day of mourning")
    assert (made.excepted, made.only) == (["health"], [])
    assert "Not for: health" in page(signed_in, "registry:special_days")

    signed_in.post(reverse("registry:withdraw_special_day", args=[made.pk]), {"reason": ""})
    assert SpecialDay.objects.standing().filter(pk=made.pk).exists(), "a reason is wanted"
    signed_in.post(reverse("registry:withdraw_special_day", args=[made.pk]), {"reason": "taken back"})
    assert "taken back" in page(signed_in, "registry:special_days")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"scope": "all"}, "Calendars are chosen below."),
        ({"calendars": []}, "Choose at least one calendar."),
        ({"last_on": "2026-11-24"}, "The last day, 2026-11-24, lies before the first day, 2026-11-25."),
        ({"effect": "hours"}, "Enter when it opens and when it closes"),
        ({"source": ""}, "This field is required."),
    ],
)
def test_a_special_day_that_cannot_be_meant_is_told_on_the_form(signed_in, changes, told):
    response = signed_in.post(reverse("registry:special_days"), a_day(**changes))

    assert response.status_code == 422
    assert told in response.content.decode()


def test_an_officer_gives_one_organisation_another_calendar(signed_in, register):
    address = reverse("registry:calendar_of", args=["la-a"])
    sent = {
        "calendar": "health",
        "begins_on": "2026-01-01",
        "until": "",
        "reason": "a dispensary",
        "source": "letter 7",
    }

    assert signed_in.post(address, sent).status_code == 302
    assert OrganisationCalendar.objects.get().calendar_id == "health"
    assert "a dispensary (letter 7)" in text_of(page(signed_in, "registry:calendar_of", "la-a"))
    assert signed_in.post(address, {**sent, "until": "2025-01-01"}).status_code == 422


def test_a_missing_year_waits_for_the_officer_and_for_nobody_else(officer, stranger):
    (line,) = calendar_slot.lines(officer, AT)

    assert (line.title, line.due.isoformat()) == ("Holidays of 2027", "2026-12-31")
    assert calendar_slot.waiting(officer, AT) == 1
    assert (calendar_slot.waiting(stranger, AT), calendar_slot.lines(stranger, AT)) == (None, [])
    assert calendar_slot.SOURCE in work.sources()
