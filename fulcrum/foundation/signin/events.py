"""What happened to accounts that higher floors may want to answer, sent inside the transaction."""

from django.dispatch import Signal

signed_out_everywhere = Signal()
"""A person's sessions were all ended, because they left, or their password was set anew. Arguments: user, at."""
