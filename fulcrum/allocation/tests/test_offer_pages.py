"""Pages of offers and publications: who sees what, what can be done there, and what they ask of the database."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fulcrum.allocation.domain.consent import OfferState
from fulcrum.allocation.models import Offer, Publication
from fulcrum.allocation.services import offer_cases as cases
from fulcrum.allocation.services import offers
from fulcrum.allocation.tests.offering import A_DAY, at, offer_to
from fulcrum.foundation.web import work
from tests.cast import NOW, TODAY, somebody

pytestmark = pytest.mark.django_db
OWN = ("accept_offer", "decline_offer", "defer_offer", "share_offer", "ask_about_offer", "appeal_offer")
CASES = ("answer_question", "extend_offer", "withdraw_offer", "decide_sharing", "decide_appeal")


@pytest.fixture(autouse=True)
def the_day_of_sending(monkeypatch):
    """Pages read the clock: let it be the day on which the offers were sent."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def text(response):
    return response.content.decode()


def page(name, *arguments):
    return reverse(f"allocation:{name}", args=arguments)


def state_of(offer):
    return Offer.objects.get(pk=offer.pk).state


def test_the_head_reads_on_one_page_what_is_offered_why_and_how_to_answer(client, offer, chief):
    client.force_login(chief)

    shown = text(client.get(page("offer", offer.number)))

    assert "15 December 2026" in shown
    assert "It is in every plan" in shown
    for name in OWN:
        assert page(name, offer.number) in shown
    for name in CASES:
        assert page(name, offer.number) not in shown
    assert page("offer_letter", offer.number) in shown


def test_each_answer_has_its_own_form_that_works_without_scripts(client, offer, chief):
    client.force_login(chief)

    for name in OWN:
        shown = client.get(page(name, offer.number))
        assert (shown.status_code, 'method="post"' in text(shown)) == (200, True), name

    client.post(page("accept_offer", offer.number), {"staff": "40", "is_agreed": "on"})
    assert state_of(offer) == OfferState.ACCEPTED


def test_an_acceptance_without_the_tick_is_no_acceptance(client, offer, chief):
    client.force_login(chief)

    assert client.post(page("accept_offer", offer.number), {"staff": "40"}).status_code == 422
    assert state_of(offer) == OfferState.OPEN


def test_what_is_refused_stands_on_the_form_with_what_was_typed(client, offer, chief, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(offer.answer_by + A_DAY))
    client.force_login(chief)

    answer = client.post(page("decline_offer", offer.number), {"reason": "No room in the house."})

    assert answer.status_code == 422
    assert "The last day to answer" in text(answer)
    assert "No room in the house." in text(answer)


def test_the_letter_is_a_pdf_for_those_who_may_see_the_offer(client, offer, chief, officer, head):
    for user, status in ((chief, 200), (officer, 200), (head, 404)):
        client.force_login(user)
        answer = client.get(page("offer_letter", offer.number))
        assert answer.status_code == status
    client.force_login(chief)
    assert client.get(page("offer_letter", offer.number)).content.startswith(b"%PDF")


def test_nobody_reads_of_offers_to_others(client, offer, head, stranger, chief):
    names = ["offer", "offer_letter", "offer_on_paper", *OWN, *CASES, "decide_paper"]
    for user, status in ((head, 404), (stranger, 403)):
        client.force_login(user)
        assert {client.get(page(name, offer.number)).status_code for name in names} == {status}
        assert client.get(page("offers_of", "dsec-a")).status_code == 403
    client.force_login(head)
    board = text(client.get(page("offers")))
    assert "District Office Alpha" not in board
    assert "District Office Alpha" not in client.get(page("offers_export", "csv")).content.decode()
    client.force_login(chief)
    assert "District Office Beta" not in text(client.get(page("offers")))


def test_the_public_sees_nothing_of_offers(client, offer):
    assert "Offers of a unit" not in text(client.get(reverse("registry:organisation", args=["dsec-a"])))
    for name, arguments in (("offers", []), ("offer", [offer.number]), ("offer_letter", [offer.number])):
        assert client.get(page(name, *arguments)).status_code == 302


def test_a_cdio_reads_the_offer_of_the_own_house_and_cannot_answer_it(client, offer, register):
    cdio = somebody("Chandra", "cdio", organisation=register["dsec-a"])
    client.force_login(cdio)

    assert client.get(page("offer", offer.number)).status_code == 200
    assert client.post(page("accept_offer", offer.number), {"is_agreed": "on"}).status_code == 403


def test_an_auditor_reads_everything_and_does_nothing(client, offer, auditor):
    client.force_login(auditor)

    assert client.get(page("offer", offer.number)).status_code == 200
    for name in (*OWN, *CASES, "decide_paper"):
        assert client.post(page(name, offer.number)).status_code == 403, name


def test_an_officer_answers_a_question_and_the_head_reads_it(client, offer, chief, officer):
    offers.ask(offer, question="How many people?", by=chief, at=NOW)
    client.force_login(officer)
    assert "How many people?" in text(client.get(page("answer_question", offer.number)))

    client.post(page("answer_question", offer.number), {"text": "Three at least."})

    client.force_login(chief)
    assert "Three at least." in text(client.get(page("offer", offer.number)))


def test_a_paper_is_handed_in_and_compared_on_pages(
    client, offer, officer, second_officer, settings, tmp_path
):
    settings.ENV = replace(settings.ENV, home=tmp_path)
    client.force_login(officer)
    file = SimpleUploadedFile("signed.txt", b"signed")
    sent = {
        "answer": "decline",
        "signed_by": "Sujata",
        "signed_on": str(TODAY),
        "file": file,
        "reason": "No room.",
    }
    assert client.post(page("offer_on_paper", offer.number), sent).status_code == 302
    assert page("decide_paper", offer.number) not in text(client.get(page("offer", offer.number)))

    client.force_login(second_officer)
    assert page("decide_paper", offer.number) in text(client.get(page("offer", offer.number)))
    client.post(page("decide_paper", offer.number), {"decision": "yes"})

    assert state_of(offer) == OfferState.DECLINED


def test_an_officer_publishes_from_a_page_that_says_what_will_happen(client, ready, officer):
    client.force_login(officer)
    assert "Publish and make 4 offers" in text(client.get(page("publish_plan", ready.pk)))

    answer = client.post(page("publish_plan", ready.pk))

    assert answer.headers["Location"] == page("publication", 1)
    shown = text(client.get(page("publication", 1)))
    assert Publication.objects.get().input_hash in shown


def test_planning_on_begins_with_the_numbers_of_the_published_plan(client, published, officer, chief):
    offers.decline(offer_to("dsec-a"), reason="No.", by=chief, at=NOW)
    client.force_login(officer)

    shown = text(client.get(page("replan")))

    assert "3 organisations keep their place" in shown
    assert "1 organisation is left out" in shown
    sent = {"name": "Next", "units": "4", "year": "2026", "tie_seed": "7"}
    assert client.post(page("replan"), sent).status_code == 302


def test_the_board_counts_marks_and_narrows(client, published, officer, chief):
    offers.decline(offer_to("dsec-a"), reason="No.", by=chief, at=NOW)
    offers.ask(offer_to("dsec-b"), question="Why?", by=head_of("dsec-b"), at=NOW)
    client.force_login(officer)

    assert "4 offers" in text(client.get(page("offers")))
    assert "1 offer" in text(client.get(page("offers"), {"state": "declined"}))
    assert "District Office Beta" in text(client.get(page("offers"), {"due": "waits"}))
    assert "District Office Beta" not in text(client.get(page("offers"), {"search": "alpha"}))
    assert "No offer here" in text(client.get(page("offers"), {"pack": "demo"}))
    assert client.get(page("offers"), {"publication": "x", "state": "\x00"}).status_code == 200


def head_of(slug):
    return somebody(f"Head{slug[-1]}", "head", organisation=offer_to(slug).organisation)


def test_an_offer_past_its_last_day_is_marked_overdue(client, offer, officer, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(offer.answer_by + A_DAY))
    client.force_login(officer)

    assert "overdue" in text(client.get(page("offer", offer.number)))
    assert "4 offers" in text(client.get(page("offers"), {"due": "overdue"}))


def test_the_board_as_a_file_holds_the_filtered_lines(client, published, officer, chief):
    offers.decline(offer_to("dsec-a"), reason="No.", by=chief, at=NOW)
    client.force_login(officer)

    lines = client.get(page("offers_export", "csv"), {"state": "declined"}).content.decode().splitlines()

    assert len(lines) == 2
    assert "dsec-a" in lines[1]
    assert client.get(page("offers_export", "xlsx")).content.startswith(b"PK")


def test_the_history_of_an_organisation_says_what_was_offered_when_and_why(client, offer, officer, chief):
    offers.decline(offer, reason="No room until the move.", by=chief, at=NOW)
    cases_told = ("offer sent", "declined", "No room until the move.", "published plan 1")
    client.force_login(officer)

    shown = text(client.get(page("offers_of", "dsec-a")))

    assert all(word in shown for word in cases_told)


def test_my_work_holds_the_offer_of_the_head_and_the_debts_of_the_programme(
    offer, chief, officer, second_officer
):
    def titles(user):
        return [task.line.href for task in work.gather(user, NOW).tasks if task.source.app == "offers"]

    assert titles(chief) == [page("offer", offer.number)]
    assert titles(officer) == []

    offers.decline(offer, reason="No room.", by=chief, at=NOW)
    offers.appeal(offer, reason="We have one.", by=chief, at=NOW)

    assert titles(chief) == []
    assert titles(officer) == [], "who published does not decide"
    assert titles(second_officer) == [page("offer", offer.number)]
    cases.decide_appeal(offer, grant=True, reason="Good.", by=second_officer, at=NOW)
    assert titles(chief) == [page("offer", offer.number)]


@pytest.mark.parametrize(("name", "most"), [("offers", 20), ("publications", 18)])
def test_lists_take_a_constant_number_of_statements(
    name, most, client, published, officer, django_assert_max_num_queries
):
    client.force_login(officer)

    with django_assert_max_num_queries(most):
        client.get(page(name))


def test_one_offer_takes_a_constant_number_of_statements(
    client, offer, chief, officer, django_assert_max_num_queries
):
    for number in range(5):
        offers.ask(offer, question=f"Question {number}?", by=chief, at=NOW)
        cases.answer_question(offer, text="Yes.", by=officer, at=NOW)
    client.force_login(chief)
    client.get(page("offer", offer.number))

    with django_assert_max_num_queries(38):
        client.get(page("offer", offer.number))
