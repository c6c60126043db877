"""Dossiers in the aggregate store: state, sealed applicant and remembered answers in one document."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from services.intake.adapters.dossiers.desk_fields import desk_fields
from services.intake.adapters.dossiers.dossier_state import dossier_from, state_of
from services.intake.adapters.privacy.find_dossiers import LOOKUP
from services.intake.application.dossiers.applicant import SealedApplicant
from services.intake.application.dossiers.ports import Answer, Kept, Pending
from services.intake.application.dossiers.secrecy import publishable
from services.runtime.aggregates.aggregate_store import AggregateStore
from services.runtime.aggregates.model import Change, CommitOutcome, Loaded
from services.runtime.timers import Row, StoredAlarms

__all__ = ["COLLECTION", "PRODUCER", "StoredDossiers"]

COLLECTION = "dossiers"
PRODUCER = "intake"
_REMEMBERED_ANSWERS = 16


class StoredDossiers:
    """Implements the port `Dossiers`; concurrent loads and commits share requests.

    A commit that changes when time has something to say to a dossier sets the alarm for it first.
    """

    def __init__(self, aggregates: AggregateStore, alarms: StoredAlarms) -> None:
        self._aggregates = aggregates
        aggregates.announce_with(alarms.set_many)

    async def load(self, code: str) -> Kept | None:
        loaded = await self._aggregates.load(code)
        return None if loaded is None else _kept(loaded)

    async def load_many(self, codes: Iterable[str]) -> dict[str, Kept]:
        return {code: _kept(loaded) for code, loaded in (await self._aggregates.load_many(codes)).items()}

    async def commit(self, pending: Pending) -> CommitOutcome:
        return await self._aggregates.commit(_change(pending))

    async def commit_many(self, pendings: Sequence[Pending]) -> dict[str, CommitOutcome]:
        return await self._aggregates.commit_many([_change(pending) for pending in pendings])


def _alarms(kept: Kept) -> tuple[Row, ...]:
    """None when the stored dossier asks to be woken at the same time already, or no more."""
    wake_at = kept.dossier.wake_at
    if wake_at is None:
        return ()
    before = kept.basis.state["dossier"].get("wake_at") if kept.basis else None
    known = before is not None and datetime.fromisoformat(before) == wake_at
    return () if known else ((wake_at, kept.dossier.code),)


def _kept(loaded: Loaded) -> Kept:
    state = loaded.state
    answers = tuple(Answer(**answer) for answer in state.get("answers", ()))
    return Kept(dossier_from(state["dossier"]), _sealed(state), answers, loaded)


def _sealed(state: dict[str, Any]) -> SealedApplicant | None:
    text = state.get("applicant")
    return SealedApplicant(text, state.get("data_key")) if text else None


def _change(pending: Pending) -> Change:
    kept = pending.kept
    return Change(
        kept.dossier.code,
        kept.basis,
        _state(kept),
        seen=pending.seen,
        events=publishable(kept.dossier, pending.events),
        fields=_fields(kept) | desk_fields(kept.dossier),
        announces=_alarms(kept),
    )


def _fields(kept: Kept) -> dict[str, Any]:
    """The hashes to find it by: set when the applicant is new, emptied when there is none any more."""
    if kept.applicant is not None and kept.applicant.lookup is not None:
        return {LOOKUP: list(kept.applicant.lookup)}
    erased = kept.applicant is None and kept.basis is not None and kept.basis.state.get("applicant")
    return {LOOKUP: []} if erased else {}


def _state(kept: Kept) -> dict[str, Any]:
    state: dict[str, Any] = {"dossier": state_of(kept.dossier)}
    if kept.applicant is not None:
        state["applicant"] = kept.applicant.text
        if kept.applicant.data_key is not None:
            state["data_key"] = kept.applicant.data_key
    if kept.answers:
        state["answers"] = [asdict(answer) for answer in kept.answers[-_REMEMBERED_ANSWERS:]]
    return state
