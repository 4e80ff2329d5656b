from fulcrum.foundation.users.models.user import User

__all__ = ["User"]
