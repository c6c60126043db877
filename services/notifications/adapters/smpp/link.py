"""A link that is bound again whenever it breaks, with a growing pause between attempts."""

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import structlog

from services.kernel.retry_rules import growing_pause
from services.notifications.adapters.smpp.session import (
    BindRefusedError,
    Credentials,
    NotWrittenError,
    Session,
    SessionTerms,
    Taking,
    UnansweredError,
)

__all__ = ["Link", "LinkTerms"]

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class LinkTerms:
    """Where the centre is, who we are, and the pauses before binding again; `connect_seconds` in seconds."""

    host: str
    port: int
    credentials: Credentials
    session: SessionTerms
    first_pause: timedelta = timedelta(seconds=0.5)
    longest_pause: timedelta = timedelta(seconds=30)
    connect_seconds: float = 10.0


class Link:
    """`session` is the bound one, None while there is none."""

    def __init__(self, terms: LinkTerms, take: Taking) -> None:
        self._terms = terms
        self._take = take
        self._stopping = asyncio.Event()
        self._changed = asyncio.Condition()
        self.session: Session | None = None

    async def bound(self, seconds: float) -> Session | None:
        """Wait so long for a session; None when there is none by then."""
        if self.session is not None:
            return self.session
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(lambda: self.session is not None)
        return self.session

    async def run(self) -> None:
        """Until `stop`."""
        failures = 0
        while not self._stopping.is_set():
            try:
                session = await self._open()
            except (OSError, TimeoutError, BindRefusedError, UnansweredError, NotWrittenError) as error:
                failures += 1
                _log.warning("smpp_not_bound", error=type(error).__name__, failures=failures)
                await self._pause(failures)
                continue
            failures = 0
            await self._use(session)

    async def stop(self) -> None:
        self._stopping.set()
        if self.session is not None:
            await self.session.unbind()

    async def _open(self) -> Session:
        terms = self._terms
        async with asyncio.timeout(terms.connect_seconds):
            reader, writer = await asyncio.open_connection(terms.host, terms.port)
        session = Session(reader, writer, terms.session, self._take)
        try:
            await session.bind(terms.credentials)
        except BaseException:
            writer.close()
            raise
        return session

    async def _use(self, session: Session) -> None:
        await self._set(session)
        _log.info("smpp_bound", host=self._terms.host)
        try:
            await session.run()
        finally:
            await self._set(None)

    async def _set(self, session: Session | None) -> None:
        async with self._changed:
            self.session = session
            self._changed.notify_all()

    async def _pause(self, failures: int) -> None:
        pause = growing_pause(self._terms.first_pause, self._terms.longest_pause, failures, random.random())  # noqa: S311
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), pause.total_seconds())
