"""Messages that wait for the contact of their dossier, so that its arrival wakes them at once, in their order."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from services.notifications.application.feed import Feed

__all__ = ["AwaitedContacts"]

_SHORTEST: Final = 0.05
_LONGEST: Final = 1.0


class AwaitedContacts:
    """The contact may arrive at another process too, so a message is also looked at again and again (seconds)."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._waiting: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def wait(self, code: str, id_: str, since: datetime, until: datetime, now: datetime) -> None:
        """Look at the message when the contact arrives, at `until` at the latest, and a few times before."""
        self._waiting[code][id_] = None
        half = (now - since).total_seconds() / 2
        pause = min(_LONGEST, max(_SHORTEST, half))
        self._feed.add_later((id_,), min(pause, max(_SHORTEST, (until - now).total_seconds())))

    def ended(self, code: str, id_: str) -> None:
        """The message waits no longer."""
        if code in self._waiting:
            self._waiting[code].pop(id_, None)
            if not self._waiting[code]:
                del self._waiting[code]

    def arrived(self, codes: Iterable[str]) -> None:
        for code in codes:
            self._feed.add(self._waiting.pop(code, ()))
