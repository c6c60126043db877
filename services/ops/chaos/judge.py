"""Judges a run from outside: public APIs, the provider's file, the dead-letter queues, the statistics' own proof."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.contracts.topics import CONSUMERS
from services.ops.chaos.client import GaveUpError
from services.ops.chaos.findings import Finding, Kind
from services.ops.chaos.journey import Crew, Journey
from services.ops.chaos.messages import Line, count_uncertain, judge_messages, read_lines
from services.ops.chaos.offsets import lag
from services.ops.chaos.plan import Plan
from services.ops.chaos.statistics import judge_counters, judge_counts
from services.ops.chaos.tally import Tally
from services.ops.stack import StackAddresses
from services.runtime.kafka.operations.reading import read_queue

__all__ = ["Judge"]

_AT_ONCE: Final = 16
_POLL_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Judge:
    """`drain` waits until nothing is left to come; `verdict` then looks at everything once."""

    addresses: StackAddresses
    plan: Plan
    crew: Crew
    tally: Tally
    say: Callable[[str], None]
    before: Mapping[str, int]
    """What the report API said before the first dossier"""

    async def drain(self, journeys: Sequence[Journey]) -> bool:
        """Return True when all is as it must be and all topics are read, False when nothing has moved for long."""
        seen, still_since = "", time.monotonic()
        pending = list(journeys)
        while True:
            found = await self._all_dossiers(pending)
            behind = await lag(self.addresses.platform.kafka, self.addresses.place.namespace)
            pending = [journey for journey in pending if found[journey.number]]
            if not pending and not behind:
                return True
            now = f"{behind} {sorted((number, tuple(some)) for number, some in found.items())}"
            if now != seen:
                seen, still_since = now, time.monotonic()
                kinds = Counter(finding.kind.value for some in found.values() for finding in some)
                self.say(f"{len(pending)} dossiers are not settled {dict(kinds)}, {behind} records not consumed")
            if time.monotonic() - still_since > self.plan.patience_seconds:
                return False
            await asyncio.sleep(_POLL_SECONDS)

    async def verdict(self, journeys: Sequence[Journey]) -> list[Finding]:
        """Return everything that is wrong; nothing when all holds."""
        place, platform = self.addresses.place, self.addresses.platform
        findings = [Finding(Kind.JOURNEY, each.code, each.broken) for each in journeys if each.broken]
        findings += _same_code(journeys)
        for some in (await self._all_dossiers(journeys)).values():
            findings += some
        if behind := await lag(platform.kafka, place.namespace):
            findings.append(Finding(Kind.LAG, "consumers", f"{behind} records are not consumed"))
        findings += await self._letters()
        self.tally.facts, wrong = await judge_counters(platform.kafka, platform.store_url, place.namespace)
        return [*findings, *wrong, *await judge_counts(self.crew.desk, journeys, self.before)]

    async def _letters(self) -> list[Finding]:
        findings = []
        for consumer in CONSUMERS:
            queue = await read_queue(self.addresses.platform.kafka, self.addresses.place.namespace, consumer)
            findings += [
                Finding(
                    Kind.DEAD_LETTER,
                    letter.aggregate.subject if letter.aggregate else "",
                    f"{consumer}: {letter.reason}",
                )
                for letter in queue.open.values()
            ]
        return findings

    async def _all_dossiers(self, journeys: Sequence[Journey]) -> dict[int, list[Finding]]:
        places, lines = asyncio.Semaphore(_AT_ONCE), read_lines(self.addresses.sms_file)
        self.tally.messages = sum(map(len, lines.values()))
        self.tally.uncertain, self.tally.reports = 0, sum(len(each.reports) for each in journeys)

        async def one(journey: Journey) -> list[Finding]:
            async with places:
                try:
                    return await self._dossier(journey, lines.get(journey.code, []))
                except GaveUpError as error:
                    return [Finding(Kind.STATUS, journey.code, str(error))]

        results = await asyncio.gather(*(one(journey) for journey in journeys))
        return {journey.number: some for journey, some in zip(journeys, results, strict=True)}

    async def _dossier(self, journey: Journey, lines: Sequence[Line]) -> list[Finding]:
        if not journey.code:
            return []  # never acknowledged: nothing was promised
        desk, code, due = self.crew.desk, journey.code, journey.ending.status
        status = (await desk.get("intake", f"/v1/dossiers/{code}"))["status"]
        items = (await desk.get("notifications", "/v1/notifications", {"dossier": code}))["items"]
        self.tally.uncertain += count_uncertain(items)
        findings = judge_messages(journey, items, lines)
        findings += await self._reports(journey)
        return findings + ([Finding(Kind.STATUS, code, f"is {status}, must be {due}")] if status != due else [])

    async def _reports(self, journey: Journey) -> list[Finding]:
        """Whatever was acknowledged has to be applied in the end."""
        findings = []
        for agency, id_ in journey.reports:
            client = next(one for one in (self.crew.land, self.crew.tax) if one.software.agency == agency)
            row = await client.get("intake", f"/v1/events/{id_}")
            if row["state"] != "applied":
                findings.append(Finding(Kind.REPORT, journey.code, f"{row['type']} is {row['state']} {row['reason']}"))
        return findings


def _same_code(journeys: Sequence[Journey]) -> list[Finding]:
    codes = [journey.code for journey in journeys if journey.code]
    doubled = {code for code in codes if codes.count(code) > 1} if len(set(codes)) < len(codes) else set()
    return [Finding(Kind.STATUS, code, "was given to two filings") for code in sorted(doubled)]
