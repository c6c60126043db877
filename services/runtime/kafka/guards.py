"""The guard of an ordered consumer: only the event right after the last one may be applied."""

from enum import StrEnum


class Verdict(StrEnum):
    """What to do with an event, from its seq and the last one applied."""

    APPLY = "apply"
    DUPLICATE = "duplicate"
    GAP = "gap"


def judge(seq: int, last: int) -> Verdict:
    """Return the verdict for `seq` when `last` was applied (0 = none yet); a gap is PermanentError("sequence_gap")."""
    if seq <= last:
        return Verdict.DUPLICATE
    return Verdict.APPLY if seq == last + 1 else Verdict.GAP
