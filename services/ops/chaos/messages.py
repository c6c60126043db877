"""Every due SMS exactly once in the provider's file; what nobody can know is uncertain, never sent again."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from services.ops.chaos.findings import Finding, Kind
from services.ops.chaos.journey import Journey
from services.ops.written_lines import written_lines

__all__ = ["Line", "Sent", "count_uncertain", "judge_messages", "read_lines"]

_CODE: Final = re.compile(r"[A-Z]\d[0-9.]*-\d{6}-\d+")
_HANDED_OVER: Final = frozenset({"submitted", "delivered"})
_UNCERTAIN: Final = "uncertain"
_RETURNED: Final = 10
_LAST: Final = "survey"


@dataclass(frozen=True, slots=True)
class Line:
    """One message in the provider's file."""

    reference: str
    text: str


Sent = Mapping[str, Sequence[Line]]
"""Lines by dossier code"""


def read_lines(file: Path) -> dict[str, list[Line]]:
    """Return the provider's lines by dossier; a line that is being written is left out."""
    found: dict[str, list[Line]] = {}
    for raw in written_lines(file):
        row = orjson.loads(raw)
        code = _CODE.search(row["text"])
        found.setdefault(code.group() if code else "", []).append(Line(row["reference"], row["text"]))
    return found


def judge_messages(journey: Journey, items: Iterable[Mapping[str, Any]], lines: Sequence[Line]) -> list[Finding]:
    """Compare what was due with what notifications tells and with what the provider was given."""
    told = list(items)
    wrong = [*_missing(journey, told), *_twice(lines)]
    written = Counter(line.reference for line in lines)
    for item in told:
        times, state = written.pop(item["id"], 0), item["state"]
        if _was_overtaken(journey, item) and not times:
            continue
        if state not in {*_HANDED_OVER, _UNCERTAIN} or (state in _HANDED_OVER and times != 1):
            wrong.append(f"{item['template']} is {state}, {times} lines")
    wrong += [f"a line that no message stands for: {reference}" for reference in written]
    return [Finding(Kind.SMS, journey.code, detail) for detail in wrong]


def _was_overtaken(journey: Journey, item: Mapping[str, Any]) -> bool:
    """While the service was down its dossier went on to its end: what is no longer true is rightly not sent."""
    ended = journey.ending.status == _RETURNED and item["template"] != _LAST
    return ended and (item["state"], item["reason"]) == ("suppressed", "superseded")


def count_uncertain(items: Iterable[Mapping[str, Any]]) -> int:
    return sum(item["state"] == _UNCERTAIN for item in items)


def _missing(journey: Journey, told: Iterable[Mapping[str, Any]]) -> list[str]:
    templates = sorted(item["template"] for item in told)
    due = sorted(journey.ending.templates)
    return [] if templates == due else [f"due were {due}, there are {templates}"]


def _twice(lines: Sequence[Line]) -> list[str]:
    texts = Counter(line.text for line in lines)
    references = Counter(line.reference for line in lines)
    doubled = sum(times > 1 for times in (*texts.values(), *references.values()))
    return [f"{doubled} texts or references stand in the provider's file more than once"] if doubled else []
