"""The roles that officers have at the desk of an agency, and what they may do beside the agency's software."""

from typing import Final

__all__ = ["ROLES", "SCOPES"]

ROLES: Final = ("reader", "handler", "signer", "supervisor")
SCOPES: Final = frozenset({"routes:read"})
