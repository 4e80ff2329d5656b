"""A real mail server on this machine, for one test."""

import socket
import threading
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller

PATIENCE = 20
"""Seconds after which a test that waits for another thread is wrong."""


class Office:
    """Accepts every mail, unless told what to answer.

    answers   replies to give instead of taking a message, in order; None takes it
    hold      while cleared, a message is held at its end, before it is answered
    """

    def __init__(self):
        self.taken = []
        self.lines = 0
        self.answers = {"RCPT": [], "DATA": []}
        self.cut = 0
        self.hold = threading.Event()
        self.hold.set()
        self.arrived = threading.Event()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        self.lines += 1
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.answers["RCPT"]:
            return self.answers["RCPT"].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.arrived.set()
        if self.cut:
            self.cut -= 1
            server.transport.abort()
            return "421 cut"
        await server.loop.run_in_executor(None, self.hold.wait, PATIENCE)
        if self.answers["DATA"]:
            return self.answers["DATA"].pop(0)
        self.taken.append(message_from_bytes(envelope.original_content, policy=default))
        return "250 taken"


@contextmanager
def opened(settings):
    """An office, and settings that send mail there."""
    office = Office()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = PATIENCE
    try:
        yield office
    finally:
        office.hold.set()
        controller.stop()
