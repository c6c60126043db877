"""GET /thong-ke/truc-tiep: counts of today as server-sent events, for the small script of the first page"""

from collections.abc import AsyncIterator

import orjson
from fastapi import Request
from starlette.responses import Response, StreamingResponse

from services.kernel.times import VIETNAM, Clock
from services.runtime.failures import TransientError
from services.runtime.web import ApiRouter
from services.stats.application.dashboard.live import Live
from services.stats.domain.dashboard.seen import Seen
from services.stats.entrypoints.http.dashboard.public_pages import LanguageQuery, spoken
from services.stats.entrypoints.http.dashboard.ways import PUBLIC
from services.stats.entrypoints.http.dashboard.words import StatsWords

__all__ = ["LIVE_COUNTS", "add_live_stream"]

LIVE_COUNTS = ("received", "judged", "pending", "pending_late")
_AGAIN = b"retry: 5000\n\n"


def add_live_stream(router: ApiRouter, live: Live, clock: Clock) -> None:
    """Whoever comes when it is full is told so, and has the page without live numbers."""

    @router.get(f"{PUBLIC}/truc-tiep", include_in_schema=False)
    async def stream(request: Request, language: LanguageQuery = "vi") -> Response:
        if live.is_full:
            raise TransientError("streams_full")
        words = StatsWords(spoken(language))
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(_told(request, live, words, clock), media_type="text/event-stream", headers=headers)


async def _told(request: Request, live: Live, words: StatsWords, clock: Clock) -> AsyncIterator[bytes]:
    yield _AGAIN
    async for seen in live.listen(lambda: bool(request.app.state.health.is_stopping)):
        yield b":\n\n" if seen is None else b"data: %s\n\n" % _message(seen, words, clock)


def _message(seen: Seen, words: StatsWords, clock: Clock) -> bytes:
    """Counts as they are to be written, and the time of Viet Nam's clock."""
    shown = {name: words.number(seen[name]) for name in LIVE_COUNTS}
    return orjson.dumps({**shown, "at": clock().astimezone(VIETNAM).strftime("%H:%M:%S")})
