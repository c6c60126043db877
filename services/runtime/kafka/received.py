"""From the client library's record to ours."""

from aiokafka import ConsumerRecord

from services.runtime.kafka.records import RawRecord


def raw_record(topic: str, record: ConsumerRecord) -> RawRecord:
    """Return the record under its logical topic name."""
    return RawRecord(
        topic, record.partition, record.offset, record.timestamp, record.key, record.value, tuple(record.headers)
    )
