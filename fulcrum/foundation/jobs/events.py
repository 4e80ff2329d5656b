"""What happened to jobs by a person's hand, for higher floors; sent inside the transaction.

Each is sent with run (the JobRun), by (the User) and at.
"""

from django.dispatch import Signal

job_stopped = Signal()
job_retried = Signal()
