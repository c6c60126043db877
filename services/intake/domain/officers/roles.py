"""The roles that officers have at the desk, and what officers may do beside agencies' software."""

from typing import Final

__all__ = ["ROLES", "SCOPES"]

ROLES: Final = ("receiver", "handler", "signer", "returner", "supervisor", "admin")
SCOPES: Final = frozenset({"dossiers:read", "dossiers:write"})
