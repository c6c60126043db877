"""JSON Schemas and the AsyncAPI 3 document, derived from the models; `docs/contracts/` holds the last export."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from services.contracts.envelope import CONTENT_TYPE
from services.contracts.events import EVENT_TYPES, EventType
from services.contracts.topics import CONSUMERS, TOPICS, Topic, dead_letter_topic

Json = dict[str, Any]
_ASYNCAPI: Final = "asyncapi.json"
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_SERVICES: Final = CONSUMERS
_TEXT_HEADERS: Final = ("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time")


def schema_of(event: EventType) -> Json:
    """Return the JSON Schema (2020-12) of the body of `event`."""
    return {"$schema": _DRAFT, "$id": event.name} | event.model.model_json_schema()


def asyncapi(version: str) -> Json:
    """Return the AsyncAPI 3.0 document of every topic, with who sends and who receives."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Liên Thông events",
            "version": version,
            "description": "CloudEvents 1.0 in Kafka binary mode. Order per key is the contract.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {_key(topic): _channel(topic) for topic in TOPICS},
        "operations": dict(_operations()),
        "components": {
            "schemas": {event.name: schema_of(event) for event in EVENT_TYPES},
            "messages": {event.name: _message(event) for event in EVENT_TYPES},
        },
    }


def documents(version: str) -> dict[str, bytes]:
    """Return every exported file by its path below docs/contracts/, byte for byte the same for the same models."""
    files = {f"schemas/{event.name}.json": _dump(schema_of(event)) for event in EVENT_TYPES}
    return files | {_ASYNCAPI: _dump(asyncapi(version))}


def differences(folder: Path, version: str) -> list[str]:
    """Return the paths below `folder` that are missing, stale or no longer exported."""
    wanted = documents(version)
    present = {path.relative_to(folder).as_posix() for path in (folder / "schemas").glob("*.json")}
    stale = [name for name, content in wanted.items() if _read(folder / name) != content]
    return sorted({*stale, *(present - wanted.keys())})


def write(folder: Path, version: str) -> int:
    """Export into `folder`, remove what is no longer exported, and return the number of files."""
    for name in differences(folder, version):
        (folder / name).unlink(missing_ok=True)
    wanted = documents(version)
    for name, content in wanted.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return len(wanted)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _dump(document: Json) -> bytes:
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def _key(topic: Topic) -> str:
    return topic.name.replace(".", "_")


def _events_on(topic: Topic) -> Iterator[EventType]:
    return (event for event in EVENT_TYPES if event.topic is topic)


def _channel(topic: Topic) -> Json:
    return {
        "address": topic.name,
        "messages": {event.name: {"$ref": f"#/components/messages/{event.name}"} for event in _events_on(topic)},
        "bindings": {
            "kafka": {
                "partitions": topic.partitions,
                "topicConfiguration": {
                    "cleanup.policy": ["compact" if topic.compacted else "delete"],
                    "retention.ms": topic.retention_ms,
                },
            }
        },
    }


def _message(event: EventType) -> Json:
    description = (event.model.__doc__ or "").strip()
    text = {"type": "string"}
    return {
        "name": event.name,
        "summary": description.split("\n", maxsplit=1)[0],
        "contentType": CONTENT_TYPE,
        "headers": {
            "type": "object",
            "required": list(_TEXT_HEADERS),
            "properties": dict.fromkeys((*_TEXT_HEADERS, "ce_seq", "ce_traceparent"), text),
        },
        "payload": {"$ref": f"#/components/schemas/{event.name}"},
    }


def _operations() -> Iterator[tuple[str, Json]]:
    for topic in TOPICS:
        channel = {"$ref": f"#/channels/{_key(topic)}"}
        yield f"{topic.producer}_sends_{_key(topic)}", {"action": "send", "channel": channel}
        for service in _readers(topic):
            yield f"{service}_receives_{_key(topic)}", {"action": "receive", "channel": channel}


_READERS: Final = {
    "agency.inbound.v1": ("intake", "routing"),
    "dossier.lifecycle.v1": ("routing", "notifications", "stats"),
    "dossier.contact.v1": ("notifications",),
    "dossier.tally.v1": (),
    "citizen.challenge.v1": ("notifications",),
    "agency.credential.v1": ("intake", "routing"),
    "agency.signing.v1": ("routing",),
    "route.progress.v1": ("intake",),
    "notification.status.v1": ("stats",),
    "desk.activity.v1": ("stats",),
}


def _readers(topic: Topic) -> tuple[str, ...]:
    if topic.name in {dead_letter_topic(service).name for service in _SERVICES}:
        return ()
    return _READERS[topic.name]
