"""Which documents have to wait before the relay tries them again."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.kernel.retry_rules import growing_pause

_FIRST: Final = timedelta(seconds=1)
_LONGEST_TRANSIENT: Final = timedelta(seconds=10)
_LONGEST_PERMANENT: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Wait:
    failures: int
    until: datetime


class Backoff:
    """Exponential, with jitter, per document; a refused event waits longer than a broker that is away."""

    def __init__(self) -> None:
        self._waits: dict[str, _Wait] = {}

    def __len__(self) -> int:
        return len(self._waits)

    def failed(self, id_: str, now: datetime, *, permanent: bool) -> int:
        """Make `id_` wait; return how often it has failed in a row."""
        failures = self._waits[id_].failures + 1 if id_ in self._waits else 1
        longest = _LONGEST_PERMANENT if permanent else _LONGEST_TRANSIENT
        pause = growing_pause(_FIRST, longest, failures, random.random())  # noqa: S311 jitter
        self._waits[id_] = _Wait(failures, now + pause)
        return failures

    def succeeded(self, id_: str) -> None:
        self._waits.pop(id_, None)

    def due(self, id_: str, now: datetime) -> bool:
        """Return whether `id_` may be tried."""
        wait = self._waits.get(id_) if self._waits else None
        return wait is None or wait.until <= now

    def prune(self, now: datetime) -> None:
        """Forget what another process must have published, since nobody here asked for it in a long time."""
        forgotten = now - 2 * _LONGEST_PERMANENT
        self._waits = {id_: wait for id_, wait in self._waits.items() if wait.until > forgotten}
