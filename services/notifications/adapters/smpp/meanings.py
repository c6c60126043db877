"""What statuses and receipts mean for a message, from `statuses.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from services.notifications.adapters.smpp.pdu import Status
from services.notifications.domain.outcome import Busy, Refused
from services.notifications.domain.receipt import Verdict

__all__ = ["Meanings", "read_meanings"]

_FILE: Final = Path(__file__).with_name("statuses.yaml")


@dataclass(frozen=True, slots=True)
class Meanings:
    throttled: frozenset[int]
    permanent: Mapping[int, str]
    receipts: Mapping[str, Verdict]

    def of_status(self, status: int) -> Refused | Busy | None:
        """None for one that took the message."""
        if status == Status.OK:
            return None
        if status in self.throttled:
            return Busy("smpp_throttled", spends_attempt=False)
        reason = self.permanent.get(status)
        return Refused(reason) if reason else Busy(f"smpp_status_{status:x}")

    def of_receipt(self, state: str) -> Verdict:
        """A state nobody knows ends nothing."""
        return self.receipts.get(state, Verdict.UNDERWAY)


def read_meanings() -> Meanings:
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    receipts = {state: Verdict(verdict) for state, verdict in data["receipts"].items()}
    return Meanings(frozenset(data["throttled"]), data["permanent"], receipts)
