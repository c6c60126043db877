"""What citizens write is noted, without number and text."""

import structlog

from services.notifications.application.receipts.ports import Incoming

__all__ = ["NoteIncoming"]

_log = structlog.get_logger()


class NoteIncoming:
    """Implements TakeIncoming."""

    async def __call__(self, incoming: Incoming) -> None:
        _log.info("incoming_text", provider=incoming.provider)
