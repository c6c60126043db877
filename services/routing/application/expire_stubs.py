"""Gives up reports whose dossier never got a route: a dead letter, and a rejection that the agency can see."""

from typing import Final

import structlog

from services.kernel.times import Clock
from services.routing.application.draft import Draft
from services.routing.application.ports import RouteStore, Stub, Stubs
from services.routing.domain.hear import expire
from services.routing.domain.report import Rejection
from services.runtime.aggregates import CommitOutcome
from services.runtime.failures import PermanentError
from services.runtime.kafka.letters import LetterKind, letter_record
from services.runtime.kafka.records import Publisher
from services.runtime.metrics import METRICS

__all__ = ["ExpireStubs"]

_log = structlog.get_logger()
_PAGE: Final = 200


class ExpireStubs:
    """Several processes may sweep at once: a letter's id comes from its record, and one commit alone wins."""

    def __init__(self, routes: RouteStore, stubs: Stubs, publisher: Publisher, service: str, clock: Clock) -> None:
        self._routes = routes
        self._stubs = stubs
        self._publisher = publisher
        self._service = service
        self._clock = clock

    async def sweep(self) -> int:
        """Settles every stub that is due and returns how many; raises TransientError, to be tried again."""
        settled = 0
        while due := await self._stubs.due(self._clock(), _PAGE):
            done = [stub.id for stub in due if await self._settle(stub)]
            await self._stubs.remove(done)
            settled += len(done)
            if len(done) < len(due):
                break
        return settled

    async def _settle(self, stub: Stub) -> bool:
        """False when the route moved on meanwhile; the next sweep looks again."""
        loaded = (await self._routes.load_many([stub.code])).get(stub.code)
        draft = Draft(stub.code, loaded)
        decision = expire(draft.route, stub.report)
        if not decision.events:
            return True
        error = PermanentError(Rejection.ROUTE_UNKNOWN.value, code=stub.code)
        letter = letter_record(self._service, stub.record, error, LetterKind.FAILED, self._clock())
        await self._publisher.publish(letter)
        draft.keep(decision, None)
        outcome = (await self._routes.commit_many([draft.change()]))[stub.code]
        METRICS.timers_fired.labels("stub_expired").inc()
        _log.warning("stub_expired", code=stub.code, outcome=outcome)
        return outcome is CommitOutcome.COMMITTED
