"""What happened to accounts that higher floors may want to answer, sent inside the transaction."""

from django.dispatch import Signal

signed_out_elsewhere = Signal()
"""A person's sessions were ended, all or all but the one in use: they left, their password changed, or they asked for it.
Arguments: user, by (who ended them, None for the program), at."""
