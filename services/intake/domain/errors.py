"""What the rules of a dossier refuse; whoever calls decides how to answer."""

from typing import Any

from services.kernel.status import Status

__all__ = ["RuleError", "not_allowed"]


class RuleError(Exception):
    """Permanent: `reason` is a constant token; `fields` hold codes and numbers only, never personal data."""

    def __init__(self, reason: str, **fields: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fields = fields


def not_allowed(status: Status, command: str) -> RuleError:
    """The error for a command that the status table has no transition for."""
    return RuleError("transition_not_allowed", status=int(status), command=command)
