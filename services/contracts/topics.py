"""Every topic, with its partitions, retention and clean-up policy (design §4).

The key of a record is the dossier code, the record id for desk activity, or the client id for credentials.
Order per key is the contract, so the number of partitions never changes: growth is a `.v2` topic.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

PARTITIONS: Final = 12
FOREVER: Final = -1


@dataclass(frozen=True, slots=True)
class Topic:
    """One Kafka topic; `retention_ms` -1 keeps records for ever."""

    name: str
    producer: str
    partitions: int = PARTITIONS
    retention_ms: int = FOREVER
    compacted: bool = False
    broker_stamps_time: bool = False
    settings: tuple[tuple[str, str], ...] = field(default=())

    @property
    def configuration(self) -> dict[str, str]:
        """Return the broker settings of this topic, as `topics apply` sends them."""
        policy = {"cleanup.policy": "compact" if self.compacted else "delete"}
        if not self.compacted:
            policy["retention.ms"] = str(self.retention_ms)
        if self.broker_stamps_time:
            policy["message.timestamp.type"] = "LogAppendTime"
        return policy | dict(self.settings)


def _ms(days: int) -> int:
    return int(timedelta(days=days).total_seconds() * 1000)


INBOUND: Final = Topic("agency.inbound.v1", "agencies", retention_ms=_ms(30), broker_stamps_time=True)
LIFECYCLE: Final = Topic("dossier.lifecycle.v1", "intake")
CONTACT: Final = Topic("dossier.contact.v1", "intake", compacted=True)
CHALLENGE: Final = Topic("citizen.challenge.v1", "intake", retention_ms=_ms(1))
TALLY: Final = Topic("dossier.tally.v1", "intake")
CREDENTIAL: Final = Topic("agency.credential.v1", "intake", partitions=1, compacted=True)
SIGNING: Final = Topic("agency.signing.v1", "intake", partitions=1, compacted=True)
PROGRESS: Final = Topic("route.progress.v1", "routing")
NOTIFICATION: Final = Topic("notification.status.v1", "notifications")
ACTIVITY: Final = Topic("desk.activity.v1", "intake")

CONSUMERS: Final = ("intake", "routing", "notifications", "stats")


def dead_letter_topic(consumer: str) -> Topic:
    """Return the topic that holds what `consumer` could not apply, original bytes and all."""
    # A letter is larger than the record in it, and the largest record must fit.
    return Topic(f"{consumer}.deadletter.v1", consumer, partitions=3, settings=(("max.message.bytes", "4194304"),))


TOPICS: Final = (
    INBOUND,
    LIFECYCLE,
    CONTACT,
    TALLY,
    CHALLENGE,
    CREDENTIAL,
    SIGNING,
    PROGRESS,
    NOTIFICATION,
    ACTIVITY,
    *(dead_letter_topic(consumer) for consumer in CONSUMERS),
)
