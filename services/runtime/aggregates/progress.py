"""What the relay has done so far, for liveness and for `lienthong stats`."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class RelayProgress:
    """Counts since the start; `advanced_at` is the last time that anything was published or found to be published."""

    advanced_at: datetime
    published: int = 0
    failures: int = 0
    waiting: int = 0
    stalled: int = 0
