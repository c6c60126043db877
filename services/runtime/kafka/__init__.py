"""Kafka for the services: publisher, consumer with dead letters and parking, guards, topics.

Import from the modules; this package re-exports what every service needs.
"""

from services.runtime.kafka.consumer import Consumer
from services.runtime.kafka.guards import Verdict, judge
from services.runtime.kafka.limits import ConsumerLimits
from services.runtime.kafka.names import topic_on_broker
from services.runtime.kafka.publisher import KafkaPublisher
from services.runtime.kafka.records import (
    Delivered,
    Handler,
    OutgoingRecord,
    Position,
    Publisher,
    RawRecord,
    Subscription,
    Verdicts,
)

__all__ = [
    "Consumer",
    "ConsumerLimits",
    "Delivered",
    "Handler",
    "KafkaPublisher",
    "OutgoingRecord",
    "Position",
    "Publisher",
    "RawRecord",
    "Subscription",
    "Verdict",
    "Verdicts",
    "judge",
    "topic_on_broker",
]
