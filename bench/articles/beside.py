"""What a scenario has beside its batches, as events: groups with their children, calls to the hotline."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, Final

from bench.lives import Told, life
from services.contracts.events.activity import CallLinked, CallRecorded
from services.contracts.topics import ACTIVITY, LIFECYCLE
from services.kernel.catalogue import Catalogue
from services.ops.scenario.beside import Beside, PlannedCall, PlannedGroup
from services.ops.scenario.plan import Planned

__all__ = ["told_beside"]

_FIRST_NUMBER: Final = 900_001
"""Codes of groups have numbers that no dossier of a batch reaches"""
_OUTCOMES: Final = {"desk": "answered", "extension": "transferred", "fallback": "fallback", "nobody": "unanswered"}


def told_beside(beside: Beside, catalogue: Catalogue) -> Iterator[Told]:
    """Yield the events of each group, then those of each call."""
    numbers = count(_FIRST_NUMBER)
    for group in beside.groups:
        yield from _group(group, numbers, catalogue)
    for number, call in enumerate(beside.calls, 1):
        yield from _numbered(_call(call, f"C-{call.agency}-{call.at:%y%m%d}-{number:04d}"))


def _group(group: PlannedGroup, numbers: Iterator[int], catalogue: Catalogue) -> Iterator[Told]:
    code = _code(group.parent, next(numbers))
    yield from _dossier(group.parent, code, {"interlinked_group": True}, catalogue)
    for child in group.children:
        kin = {"parent": code, "parent_leg": f"{child.leg}/1"}
        yield from _dossier(child.dossier, _code(child.dossier, next(numbers)), kin, catalogue)


def _dossier(dossier: Planned, code: str, kin: Mapping[str, Any], catalogue: Catalogue) -> Iterator[Told]:
    events = life(dossier, code, catalogue, kin)
    return (Told(LIFECYCLE, code, seq, data) for seq, data in enumerate(events, 1))


def _call(call: PlannedCall, record: str) -> Iterator[CallRecorded | CallLinked]:
    base: dict[str, Any] = {"record": record, "agency": call.agency, "province": call.agency.partition(".")[0]}
    base |= {"tier": call.tier, "field": call.field, "procedure": call.procedure, "occurred_at": call.at}
    yield CallRecorded(**base, outcome=_OUTCOMES[call.answered_by])
    if call.dossier is not None:
        yield CallLinked(**base, complete=call.complete)


def _numbered(events: Iterator[CallRecorded | CallLinked]) -> Iterator[Told]:
    return (Told(ACTIVITY, data.record, seq, data) for seq, data in enumerate(events, 1))


def _code(dossier: Planned, number: int) -> str:
    return f"{dossier.agency}-{dossier.day:%y%m%d}-{number}"
