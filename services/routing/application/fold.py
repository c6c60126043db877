"""A batch of records folded into routes: one read, one change per route, one write, whatever the batch holds."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from services.kernel.working_time import MissingYearError
from services.routing.application.clocks.alarm import AlarmOf
from services.routing.application.draft import Draft, Staff
from services.routing.application.ports import RouteStore, Stub, Stubs, Worklist
from services.runtime.aggregates import CommitOutcome, Loaded
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.records import Verdicts

__all__ = ["Apply", "Folding"]

_ATTEMPTS: Final = 8
"""Each conflict means that somebody else got further with the route."""

Heard = TypeVar("Heard")
"""What is folded in: records from the broker, or what an officer does on a page."""
Apply = Callable[[Draft, Heard], Stub | None]
"""Folds one of them into a draft; raises before it alters it. A stub that it returns is noted before the commit."""


class Folding:
    """Delivery is at least once: `apply` recognises repetitions, and the worklist is written before it returns."""

    def __init__(
        self,
        routes: RouteStore,
        worklist: Worklist,
        stubs: Stubs,
        alarm: AlarmOf | None = None,
        staff: Staff | None = None,
    ) -> None:
        self._routes = routes
        self._worklist = worklist
        self._stubs = stubs
        self._alarm = alarm
        self._staff = staff

    async def fold(self, batch: Sequence[Heard], codes: Mapping[int, str], apply: Apply[Heard]) -> Verdicts:
        """Folds the records that `codes` gives the dossier code of, by index; raises TransientError for all of them."""
        verdicts = Verdicts()
        todo = _by_code(codes)
        for attempt in range(_ATTEMPTS):
            todo = await self._attempt(batch, todo, apply, verdicts, again=attempt > 0)
            if not todo:
                return verdicts
        contended = TransientError("route_contended")
        verdicts.deferred |= {index: contended for indexes in todo.values() for index in indexes}
        return verdicts

    async def _attempt(
        self,
        batch: Sequence[Heard],
        todo: Mapping[str, Sequence[int]],
        apply: Apply[Heard],
        verdicts: Verdicts,
        *,
        again: bool,
    ) -> dict[str, Sequence[int]]:
        """Returns what has to be done again, because its route moved on meanwhile."""
        loaded = await self._routes.load_many(todo)
        drafts = {code: self._draft(code, loaded.get(code), again=again) for code in todo}
        stubs: list[Stub] = []
        for code, indexes in todo.items():
            stubs += _fold_one(drafts[code], batch, indexes, apply, verdicts)
        await self._stubs.note(stubs)
        changes = [draft.change() for draft in drafts.values() if draft.is_changed]
        outcomes = await self._routes.commit_many(changes)
        lost = {code for code, outcome in outcomes.items() if outcome is CommitOutcome.CONFLICT}
        rows = (draft.for_worklist() for code, draft in drafts.items() if code not in lost)
        await self._worklist.refresh([row for row in rows if row is not None])
        return {code: todo[code] for code in lost}

    def _draft(self, code: str, loaded: Loaded | None, *, again: bool) -> Draft:
        return Draft(code, loaded, repeated=again, alarm=self._alarm, staff=self._staff)


def _by_code(codes: Mapping[int, str]) -> dict[str, Sequence[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, code in codes.items():
        found[code].append(index)
    return dict(found)


def _fold_one(
    draft: Draft, batch: Sequence[Heard], indexes: Sequence[int], apply: Apply[Heard], verdicts: Verdicts
) -> list[Stub]:
    """After a record that has to wait the later ones of its route wait with it."""
    stubs: list[Stub] = []
    for position, index in enumerate(indexes):
        verdicts.rejected.pop(index, None)
        verdicts.deferred.pop(index, None)
        try:
            stub = apply(draft, batch[index])
        except PermanentError as error:
            verdicts.rejected[index] = error
        except MissingYearError as error:
            verdicts.rejected[index] = PermanentError("calendar_year_missing", detail=str(error))
        except TransientError as error:
            verdicts.deferred |= dict.fromkeys(indexes[position:], error)
            break
        else:
            stubs += [stub] if stub else []
    return stubs
