"""What happened in the register that higher floors may want to answer, sent inside the transaction."""

from django.dispatch import Signal

organisations_loaded = Signal()
"""Somebody changed organisations or published figures of the program in use, on a page, by a file or from the shell;
not for names and words alone, and not when the program prepares itself to start, because every floor then works through
the register anyway.
Arguments: at (datetime), by (User, or None from the shell)."""

appointment_ended = Signal()
"""An appointment was ended; sent inside its transaction with `appointment`, `at` and `by` (User, or None: the program)."""

organisations_merged = Signal()
"""A merger takes effect. Arguments: event (OrganisationEvent; its organisation is the successor), predecessors (list), at.
Sent before the predecessors close and appointments there end, so that what goes on in the successor can be carried over."""

organisation_split = Signal()
"""A split after which the organisation does not go on takes effect. Arguments: event, to (key of the part that takes
over what stood below), at. Sent before appointments at the organisation end."""

organisation_closed = Signal()
"""An organisation closes, by itself or as a part of something else. Arguments: event (of its closing), organisation, at.
Sent before appointments there end."""

taking_back_asked = Signal()
"""An event is about to be taken back, unless something rests on it. Arguments: events (it and its parts), at, by.
Sent before that is checked: what only followed from these events is let go now."""

event_taken_back = Signal()
"""An event was taken back and organisations are as they were. Arguments: events (it and its parts), at, by, reason."""
