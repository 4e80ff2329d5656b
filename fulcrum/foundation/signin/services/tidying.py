"""Forget what is over, so that the tables stay small."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from fulcrum.foundation.signin.domain.limits import ACCOUNT, ADDRESS, BROWSER
from fulcrum.foundation.signin.models import Attempts

LONGEST_MEMORY = max(rule.memory for rules in (ACCOUNT, ADDRESS, BROWSER) for rule in rules.values())


@transaction.atomic
def tidy(*, at: datetime) -> None:
    """Delete sessions that have expired, what the lists of sessions say of them, and attempts long over."""
    Session.objects.filter(expire_date__lte=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    Attempts.objects.filter(last_at__lt=at - LONGEST_MEMORY).delete()
