"""A message that waits for a foreign system, in the order of its dossier."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

__all__ = ["HandOver"]


@dataclass(frozen=True, slots=True)
class HandOver:
    """`subject` is the dossier (or one of its own for a rejected reply without a route); `seq` its place in the route.

    `event` is the id of the event behind it, `data` what is told (ids and codes, never personal data). `refused` says
    why the system will never take it; then later ones of its dossier wait for an operator.
    """

    system: str
    subject: str
    seq: int
    event: str
    type: str
    at: datetime
    data: Mapping[str, Any]
    refused: str | None = None

    @property
    def id(self) -> str:
        """The same however often it is worked out; in the order in which a dossier's messages are sent."""
        return f"{self.system}|{self.subject}|{self.seq:08d}"

    @property
    def message_id(self) -> str:
        """What the system tells repetitions by."""
        return f"{self.system}:{self.event}"
