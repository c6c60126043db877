"""Opens a numbered record: one per Idempotency-Key, numbers of a series without gap or duplicate.

The id carries the number, so inserting the document is what claims it: a process that dies in between has claimed
nothing, and of two processes that want the same number one is told to take the next.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar
from weakref import WeakValueDictionary

from services.intake.application.activity.desk_request import DeskRequest
from services.intake.application.activity.ports import Boards, Kept, PrivateText, Records, Step
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.failures import PermanentError, TransientError

__all__ = ["MADE_BY", "Opened", "Opener", "id_of"]

R = TypeVar("R")
MADE_BY: Final = "made_by"
_ATTEMPTS: Final = 50
_MOST_SERIES: Final = 4096


Entries = Sequence[tuple[str, str]]
"""Lists, each with what is to be written on it."""


def _nowhere(_: object) -> Entries:
    return ()


@dataclass(frozen=True, slots=True)
class Opened(Generic[R]):
    """`replayed` says that an earlier request with the same key opened it."""

    kept: Kept[R]
    replayed: bool

    @property
    def record(self) -> R:
        return self.kept.record


class Opener(Generic[R]):
    """For one kind of records; `purpose` keeps keys of different endpoints apart."""

    def __init__(self, purpose: str, records: Records[R], boards: Boards, private: PrivateText) -> None:
        self._purpose = purpose
        self._records = records
        self._boards = boards
        self._private = private
        self._last: dict[str, int] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def __call__(
        self,
        request: DeskRequest,
        series: str,
        build: Callable[[str, int], Step[R]],
        listed: Callable[[R], Entries] = _nowhere,
    ) -> Opened[R]:
        """`build` makes the record for an id and its number; what lists it is written before it is.

        Ask `earlier` before you check what may have changed since: a retry must not be refused. Raises
        PermanentError(idempotency_key_missing | idempotency_key_reused).
        """
        mark, digests = request.required_mark(self._purpose), self._digests(request)
        # In one process the series is worked at by one caller at a time, so its callers never lose to each other.
        turn = self._turns.setdefault(series, asyncio.Lock())
        async with turn:
            return await self._claim(mark, digests, series, build, listed)

    async def earlier(self, request: DeskRequest) -> Opened[R] | None:
        """What this request opened when it came before. Raises what the call itself raises."""
        return await self._replayed(request.required_mark(self._purpose), self._digests(request))

    def _digests(self, request: DeskRequest) -> tuple[str, ...]:
        return self._private.digests(self._purpose, f"{request.agency}|{request.content.hex()}")

    async def _claim(
        self,
        mark: str,
        digests: tuple[str, ...],
        series: str,
        build: Callable[[str, int], Step[R]],
        listed: Callable[[R], Entries],
    ) -> Opened[R]:
        number = self._last.get(series, 0)
        if not number:
            number = await self._records.last_number(series, 0)
        for _ in range(_ATTEMPTS):
            step = _marked(build(id_of(series, number + 1), number + 1), mark, digests[0])
            for board, entry in listed(step.kept.record):
                await self._boards.put(board, entry)
            if await self._records.commit(step) is CommitOutcome.COMMITTED:
                self._remember(series, number + 1)
                return Opened(step.kept, replayed=False)
            if (earlier := await self._replayed(mark, digests)) is not None:
                return earlier
            number = await self._records.last_number(series, number)
        raise TransientError("series_contended", series=series)

    async def _replayed(self, mark: str, digests: tuple[str, ...]) -> Opened[R] | None:
        kept = await self._records.marked(MADE_BY, mark)
        if kept is None:
            return None
        if kept.digest not in digests:
            raise PermanentError("idempotency_key_reused")
        return Opened(kept, replayed=True)

    def _remember(self, series: str, number: int) -> None:
        if len(self._last) >= _MOST_SERIES:
            self._last.clear()
        self._last[series] = number


def id_of(series: str, number: int) -> str:
    """The id of a number; four digits at least, more when a day needs them."""
    return f"{series}-{number:04d}"


def _marked(step: Step[R], mark: str, digest: str) -> Step[R]:
    kept = Kept(step.kept.record, digest, step.kept.sealed)
    return Step(step.id, kept, step.events, {**step.keys, MADE_BY: mark})
