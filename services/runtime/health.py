"""Liveness watches progress, readiness says whether requests may come; a dependency that is down never fails liveness.

Restarting a process does not bring its broker back; restarting one that works but gets nowhere does help.
"""

import time
from collections.abc import Callable
from typing import Final, Literal

Check = Callable[[], str | None]
Kind = Literal["live", "ready"]

_DRAINING: Final = "stopping"
_STARTING: Final = "starting"


class Health:
    """The checks of a process; a check returns what is wrong, or None."""

    def __init__(self) -> None:
        self._checks: dict[Kind, dict[str, Check]] = {"live": {}, "ready": {}}
        self._phase: str | None = _STARTING

    def register(self, name: str, check: Check, kind: Kind = "ready") -> None:
        """Add a check, for readiness unless `kind` is "live"; raises ValueError for a name that is taken."""
        if name in self._checks[kind]:
            raise ValueError("a check of that name exists")
        self._checks[kind][name] = check

    def started(self) -> None:
        """Requests may come now, as far as the checks agree."""
        self._phase = None

    def draining(self) -> None:
        """The process stops: not ready any more, still alive."""
        self._phase = _DRAINING

    @property
    def is_stopping(self) -> bool:
        """Whatever goes on and on, such as a stream, should end now."""
        return self._phase == _DRAINING

    def liveness(self) -> dict[str, str]:
        """Return what is wrong by name; empty = alive."""
        return self._failures("live")

    def readiness(self) -> dict[str, str]:
        """Return what is wrong by name; empty = ready."""
        phase = {"process": self._phase} if self._phase else {}
        return phase | self._failures("ready")

    def _failures(self, kind: Kind) -> dict[str, str]:
        results = ((name, check()) for name, check in self._checks[kind].items())
        return {name: wrong for name, wrong in results if wrong}


class Progress:
    """Fails liveness when there is work but nothing advanced for `limit` seconds; idle is no stall.

    `pending` counts the work at hand; `clock` is monotonic (seconds). Time counts from when a check first saw work.
    """

    def __init__(self, limit: float, pending: Callable[[], int], clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._pending = pending
        self._clock = clock
        self._advanced_at = clock()
        self._busy_since: float | None = None

    def advance(self) -> None:
        """Say that something was finished just now."""
        self._advanced_at = self._clock()

    def check(self) -> str | None:
        """Return "stalled" when the limit has passed with work pending."""
        if self._pending() == 0:
            self._busy_since = None
            return None
        now = self._clock()
        if self._busy_since is None:
            self._busy_since = now
        return "stalled" if now - max(self._busy_since, self._advanced_at) > self._limit else None
