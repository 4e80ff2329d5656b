"""What happened in the register that higher floors may want to answer, sent inside the transaction."""

from django.dispatch import Signal

organisations_loaded = Signal()
"""Somebody loaded organisations into the running program. Arguments: at (datetime), by (User)."""
