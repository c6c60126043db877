"""What happened during a run, counted."""

from collections import Counter
from dataclasses import dataclass, field

__all__ = ["Tally"]


@dataclass
class Tally:
    """`steps` are requests that were acknowledged with 2xx: the run's clock."""

    steps: int = 0
    retries: Counter[str] = field(default_factory=Counter)
    """Requests that had to be sent again, by what came instead of an answer"""
    kills: Counter[str] = field(default_factory=Counter)
    uncertain: int = 0
    """Messages killed between hand-over and record: reported, never sent again"""
    messages: int = 0
    reports: int = 0
    facts: int = 0
