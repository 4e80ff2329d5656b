"""What happened in the register that higher floors may want to answer, sent inside the transaction."""

from django.dispatch import Signal

organisations_loaded = Signal()
"""Somebody changed organisations or published figures of the program in use, on a page, by a file or from the shell;
not for names and words alone, and not when the program prepares itself to start, because every floor then works through
the register anyway.
Arguments: at (datetime), by (User, or None from the shell)."""

appointment_ended = Signal()
"""An appointment was ended; sent inside its transaction with `appointment`, `at` and `by` (User, or None: the program)."""
