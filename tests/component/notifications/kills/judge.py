"""What is wrong, by the message centre's own log and what was told of each message."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["Verdict", "judge"]

_UNCERTAIN: Final = "uncertain"
_ENDS: Final = ("submitted", "delivered", _UNCERTAIN)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`lost` and `doubled` are faults; `uncertain` ended so, `unseen` are those of them that the centre never got;
    `again` were sent a second time after it was told that nobody knows whether they arrived.
    """

    lost: Sequence[str]
    doubled: Sequence[str]
    uncertain: int
    unseen: int
    again: int


def judge(codes: Iterable[str], submits: Iterable[Mapping[str, Any]], told: Mapping[str, Sequence[str]]) -> Verdict:
    """`submits` is the centre's log, each short message with its text; `told` the states of each dossier's message."""
    copies = Counter(_code(entry["text"]) for entry in submits)
    lost, doubled, uncertain, unseen, again = list[str](), list[str](), 0, 0, 0
    for code in codes:
        states = told.get(code, ())
        ended = states[-1] if states else ""
        is_uncertain = ended.startswith(_UNCERTAIN)
        if not ended.startswith(_ENDS) or (not copies[code] and not is_uncertain):
            lost.append(f"{code}: {copies[code]} at the centre, told {states}")
        # It was said that it may have arrived, and then that it was sent: once more, and recorded.
        recorded = sum(state.startswith(_UNCERTAIN) for state in states[:-1]) + (states.count(ended) - 1) * is_uncertain
        again += 1 < copies[code] <= 1 + recorded
        if copies[code] > 1 + recorded:
            doubled.append(f"{code}: {copies[code]} at the centre, told {states}")
        uncertain += is_uncertain
        unseen += is_uncertain and not copies[code]
    return Verdict(lost, doubled, uncertain, unseen, again)


def _code(text: str) -> str:
    return text.rpartition("/")[2]
