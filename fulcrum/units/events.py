"""What happens to units that higher floors may want to answer, sent inside the transaction."""

from django.dispatch import Signal

unit_closed = Signal()
"""A unit was closed. Arguments: unit, at, by."""

stage_passed = Signal()
"""A unit passed the gate of a stage. Arguments: unit, stage (code), at, by."""
