"""Intake that publishes after the commit from memory, without an outbox, killed in between."""

import asyncio
from collections.abc import Sequence
from typing import Any

from services.intake.bootstrap import agencies, ground
from services.intake.bootstrap import build as build_intake
from services.intake.settings import IntakeSettings
from services.runtime.aggregates import AggregateStore, Change, CommitOutcome
from services.runtime.aggregates.documents import Prepared, prepared_of
from services.runtime.aggregates.outbox import outbox_entries, record_of
from services.runtime.kafka import KafkaPublisher
from services.runtime.process import Parts, run
from tests.e2e.faulty.kill_point import KillPoint

POINT = KillPoint("intake-without-outbox", at=6)
PUBLISHERS: list[KafkaPublisher] = []


class OutboxlessStore(AggregateStore):
    """The fault: events are no part of the document."""

    def _prepare(self, change: Change) -> Prepared:
        seqs = dict(change.base.seqs) if change.base else {}
        entries = outbox_entries(
            change.events, seqs, producer=self._producer, now=self._clock(), max_bytes=self._max_event_bytes
        )
        prepared = prepared_of(change, seqs, [], f"{self._process}{next(self._tokens):x}")
        self._in_memory.setdefault(prepared.token, entries)
        return prepared

    async def _write(self, batch: list[Prepared]) -> Any:
        outcomes = await super()._write(batch)
        told = zip(batch, outcomes, strict=True)
        events = [self._in_memory.pop(each.token) for each, done in told if done is CommitOutcome.COMMITTED]
        if any(events):
            POINT.reach()
        await asyncio.gather(*(_publish(some) for some in events))
        return outcomes

    @property
    def _in_memory(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = self.__dict__.setdefault("in_memory", {})
        return found


async def _publish(entries: Sequence[dict[str, Any]]) -> None:
    for entry in entries:
        await PUBLISHERS[0].publish(record_of(entry))


async def build(settings: IntakeSettings) -> Parts:
    publisher = KafkaPublisher(settings.kafka_bootstrap, settings.namespace, "intake-without-outbox")
    await publisher.start()
    PUBLISHERS.append(publisher)
    return await build_intake(settings)


if __name__ == "__main__":
    for area in (ground, agencies):
        area.AggregateStore = OutboxlessStore  # type: ignore[attr-defined]
    run("intake", build, IntakeSettings)
