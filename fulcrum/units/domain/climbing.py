"""When a late step is told to whom. Method: docs/method/establishment-plan.md."""

OWNER, HEAD, PROGRAMME = 1, 2, 3
"""How far a late step has climbed: to whoever owns it, the head of the organisation, the programme."""
HEAD_AFTER, PROGRAMME_AFTER = 5, 10
"""Working days late, a proposal of the house: one week, and two."""


def level(days_late: int) -> int:
    """How far a step has climbed that is so many working days late; 0 while it is not late."""
    if days_late >= PROGRAMME_AFTER:
        return PROGRAMME
    if days_late >= HEAD_AFTER:
        return HEAD
    return OWNER if days_late > 0 else 0
