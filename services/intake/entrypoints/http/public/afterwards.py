"""Work that is done once the caller has been answered, so that how long it takes tells nothing."""

from collections.abc import Awaitable, Callable

import structlog
from starlette.background import BackgroundTask

from services.runtime.failures import PermanentError, TransientError

__all__ = ["afterwards"]

_log = structlog.get_logger()


def afterwards(work: Callable[[], Awaitable[None]]) -> BackgroundTask:
    """Failures are logged; whoever waits for a message in vain asks again."""

    async def quietly() -> None:
        try:
            await work()
        except (PermanentError, TransientError) as error:
            _log.warning("one_time_code_not_sent", reason=error.reason)

    return BackgroundTask(quietly)
