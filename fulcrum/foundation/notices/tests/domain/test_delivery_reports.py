"""A delivery report is tied to its mail by the Message-ID and says whether the address rejected it for good."""

import pytest

from fulcrum.foundation.notices.domain.delivery_reports import Undelivered, undelivered
from fulcrum.foundation.notices.tests.reports import report


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_rejected_mail_is_found_by_its_headers_or_its_copy(returned):
    assert undelivered(report("<a1@localhost>", returned=returned)) == [
        Undelivered(
            "<a1@localhost>",
            "ruwan@tests.invalid",
            True,
            "550 5.1.1 <ruwan@tests.invalid>: no such user; see the postmaster",
        )
    ]


def test_giving_up_after_waiting_is_no_rejection_by_the_address():
    [found] = undelivered(report("<a1@localhost>", status="4.4.7", diagnostic="451 4.4.7 expired"))

    assert not found.is_hard


def test_the_server_s_words_count_where_the_status_says_nothing():
    [found] = undelivered(report("<a1@localhost>", status="none", diagnostic="550 5.2.1 mailbox closed"))

    assert found.is_hard


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_did_not_fail_is_left_aside(action):
    assert undelivered(report("<a1@localhost>", action=action)) == []


@pytest.mark.parametrize(
    "other",
    [
        b"",
        b"\xff\xfe nothing of a mail",
        b"Subject: I am away\nContent-Type: text/plain\n\nMessage-ID: <a1@localhost>\n",
        report("no message id"),
        report("<a1@localhost>").replace(
            b"Content-Type: message/delivery-status", b"Content-Type: text/plain"
        ),
    ],
)
def test_any_other_mail_says_nothing(other):
    assert undelivered(other) == []


def test_a_report_that_was_cut_short_still_counts():
    assert len(undelivered(report("<a1@localhost>").removesuffix(b"--part--\n"))) == 1
