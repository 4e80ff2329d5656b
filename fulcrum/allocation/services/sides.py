"""Who may act on an organisation's request and values, and for which side."""

from fulcrum.allocation.domain.agreeing import Side
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Organisation

STATE_OWN, AGREE = "allocation.state_own_values", "allocation.agree_values"


def side_of(user: object, body: Organisation) -> Side | None:
    """For which side this person speaks here; a head who is an officer too speaks for the own house. None: neither."""
    if access.may(user, STATE_OWN, body):
        return Side.HEAD
    return Side.OFFICER if access.may(user, AGREE, body) else None


def keep_apart(by: User, body: Organisation) -> None:
    """Accounts of the demonstration act on simulated organisations only. Raises Refusal `simulated_and_real`."""
    if by.is_demonstration and not body.is_simulated:
        raise Refusal("simulated_and_real", person=by.name, organisation=body.name_en)
