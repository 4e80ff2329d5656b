from fulcrum.foundation.signin.models.attempts import Attempts
from fulcrum.foundation.signin.models.invitation import Invitation

__all__ = ["Attempts", "Invitation"]
