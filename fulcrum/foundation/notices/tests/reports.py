"""Delivery reports as mail servers write them."""

REPORT = """\
From: Mail Delivery System <mailer-daemon@mx.tests.invalid>
To: fulcrum@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"
Auto-Submitted: auto-replied

--part
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.tests.invalid
Arrival-Date: Mon, 23 Nov 2026 11:30:00 +0530

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{recipient}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.tests.invalid
Diagnostic-Code: smtp; {diagnostic}

--part
Content-Type: {returned}

From: fulcrum@localhost
To: {recipient}
Message-ID: {message_id}
Subject: Something

--part--
"""


def report(message_id, **told):
    """A report of a mail that its address rejected, unless told otherwise."""
    usual = {
        "recipient": "ruwan@tests.invalid",
        "action": "failed",
        "status": "5.1.1",
        "diagnostic": "550 5.1.1 <ruwan@tests.invalid>: no such user; see the postmaster",
        "returned": "text/rfc822-headers",
    }
    return REPORT.format(message_id=message_id, **{**usual, **told}).encode()
