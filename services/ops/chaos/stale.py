"""Events that come again long after later ones, as from a relay that was stopped and woke up."""

from collections.abc import Collection

from services.contracts.topics import LIFECYCLE
from services.runtime.kafka import KafkaPublisher, OutgoingRecord
from services.runtime.kafka.operations.reading import read_topic

__all__ = ["publish_first_events_again"]


async def publish_first_events_again(bootstrap: str, namespace: str, codes: Collection[str]) -> int:
    """Publish the first lifecycle event of each dossier once more, byte for byte; returns how many those are."""
    firsts = [
        OutgoingRecord(LIFECYCLE.name, raw.key, raw.value, raw.headers)
        async for raw in read_topic(bootstrap, namespace, LIFECYCLE.name)
        if (raw.key or b"").decode() in codes and ("ce_seq", b"1") in raw.headers
    ]
    publisher = KafkaPublisher(bootstrap, namespace, "late-relay")
    await publisher.start()
    try:
        for record in firsts:
            await publisher.publish(record)
    finally:
        await publisher.stop()
    return len(firsts)
