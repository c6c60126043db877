"""Changes routes out of turn, when no event of theirs asks for it: one read, one write, and the worklist after it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from services.routing.application.clocks.alarm import AlarmOf
from services.routing.application.draft import Draft
from services.routing.application.ports import RouteStore, Worklist
from services.routing.domain.hear import Decision
from services.routing.domain.route import Route
from services.runtime.aggregates import CommitOutcome, Loaded

__all__ = ["Amend", "Amended"]


@dataclass(frozen=True, slots=True)
class Amended:
    """`found` are the routes that exist; `lost` moved on meanwhile: somebody else committed first."""

    found: frozenset[str]
    done: frozenset[str]
    lost: frozenset[str]


class Amend:
    """`decide` sees each route as it is stored; an unchanged one is not written."""

    def __init__(self, routes: RouteStore, worklist: Worklist, alarm: AlarmOf) -> None:
        self._routes = routes
        self._worklist = worklist
        self._alarm = alarm

    async def __call__(self, codes: Iterable[str], decide: Callable[[Route], Decision]) -> Amended:
        """Raises TransientError, and what `decide` raises before anything is written."""
        loaded = await self._routes.load_many(codes)
        drafts = {code: self._draft(code, loaded[code], decide) for code in sorted(loaded)}
        changed = {code: draft for code, draft in drafts.items() if draft.is_changed}
        outcomes = await self._routes.commit_many([draft.change() for draft in changed.values()])
        done = frozenset(code for code, outcome in outcomes.items() if outcome is CommitOutcome.COMMITTED)
        rows = (changed[code].for_worklist() for code in sorted(done))
        await self._worklist.refresh([row for row in rows if row is not None])
        return Amended(frozenset(loaded), done, frozenset(changed) - done)

    def _draft(self, code: str, loaded: Loaded, decide: Callable[[Route], Decision]) -> Draft:
        draft = Draft(code, loaded, alarm=self._alarm)
        draft.keep(decide(draft.route), None)
        return draft
