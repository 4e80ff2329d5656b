"""Answers to what happens on lower floors."""

from typing import Any

from django.dispatch import receiver
from procrastinate.contrib.django import app

from fulcrum.registry.events import organisations_loaded


@receiver(organisations_loaded)
def renew_the_worked_example(sender: Any, **facts: Any) -> None:
    """A changed register changes scores: have them and the public's plan computed anew, once it is committed."""
    app.configure_task("allocation.renew_worked_example").defer()
