"""Tells agencies what concerns them, as soon as it is published or known.

At least once, in order per dossier; the feed keeps each event once, by its id.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from services.contracts.events.progress import LegDispatched
from services.intake.application.feed.ports import Feeds, OpenFeeds, Reports
from services.intake.application.feed.words import LEG_DISPATCHED, REJECTED, UNTOLD, entry_of
from services.intake.application.terms import Terms
from services.intake.domain.dossier import Fate
from services.intake.domain.feed.entry import Entry, feed_name
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock
from services.runtime.aggregates.coalescer import Coalescer
from services.runtime.kafka.records import Delivered

__all__ = ["TellAgencies"]

_WINDOW_SECONDS: Final = 0.005
_MOST: Final = 500

Told = tuple[str, Entry]
"""The name of a feed, and what goes there."""


class TellAgencies:
    """Whatever is told to feeds that nobody opened costs next to nothing."""

    def __init__(self, feeds: Feeds, opened: OpenFeeds, reports: Reports, terms: Terms, clock: Clock) -> None:
        self._feeds = feeds
        self._opened = opened
        self._reports = reports
        self._terms = terms
        self._clock = clock
        self._told: Coalescer[Told, None] = Coalescer(
            self._append, None, window=_WINDOW_SECONDS, max_batch=_MOST, lanes=1
        )

    async def anybody(self) -> bool:
        """Whether any feed is open at all. Raises TransientError."""
        return bool(await self._opened.names())

    async def of_dossier(self, id_: str, type_: str, at: str, data: Mapping[str, Any], *, sandbox: bool) -> None:
        """The receiving agency and all that take part. Raises TransientError."""
        opened = await self._opened.names()
        if not opened or type_ in UNTOLD:
            return
        concerned = {feed_name(agency, sandbox=sandbox) for agency in self._concerned(data)} & opened
        for name in sorted(concerned):
            await self._told.submit((name, entry_of(id_, type_, at, data)))

    async def of_slips(self, batch: Iterable[Delivered]) -> None:
        """Legs that were handed to an agency. Raises TransientError."""
        opened = await self._opened.names()
        slips = [each for each in batch if isinstance(each.data, LegDispatched) and each.data.agency in opened]
        await self._append([(feed_name(_leg(each).agency), _slip(each)) for each in slips])

    async def of_rejections(self, fates: Iterable[Fate]) -> None:
        """Reports that changed nothing, to whoever sent them. Raises TransientError."""
        opened = await self._opened.names()
        refused = {fate.report: fate.reason for fate in fates if fate.reason and _sender(fate.report) in opened}
        if not refused:
            return
        held = await self._reports.rejected(list(refused))
        now = self._clock().isoformat()
        await self._append([(_sender(key), _rejection(key, refused[key], code, now)) for key, code in held.items()])

    def _concerned(self, data: Mapping[str, Any]) -> frozenset[str]:
        return frozenset(self._terms.participants(data["procedure"], AgencyCode(data["agency"])))

    async def _append(self, told: Sequence[Told]) -> list[None]:
        by_feed: defaultdict[str, list[Entry]] = defaultdict(list)
        for name, entry in told:
            by_feed[name].append(entry)
        for name, entries in by_feed.items():
            await self._feeds.append(name, entries)
        return [None] * len(told)


def _leg(delivered: Delivered) -> LegDispatched:
    if not isinstance(delivered.data, LegDispatched):
        raise TypeError(type(delivered.data).__name__)
    return delivered.data


def _slip(delivered: Delivered) -> Entry:
    envelope = delivered.envelope
    data = _leg(delivered).model_dump(mode="json")
    return entry_of(envelope.id, LEG_DISPATCHED, envelope.time.isoformat(), data)


def _sender(report: str) -> str:
    """The feed of whoever sent a report, by its key; a report of the sandbox has it in front."""
    return report.rpartition("|")[0]


def _rejection(key: str, reason: str | None, code: str | None, at: str) -> Entry:
    event_id = key.rpartition("|")[2]
    return entry_of(f"rejected:{event_id}", REJECTED, at, {"code": code, "event_id": event_id, "reason": reason})
