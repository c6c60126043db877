"""What docs/contracts/ shows is what the code speaks, and it only ever grew."""

from pathlib import Path
from typing import Any, Final

import orjson
import pytest
from jsonschema import Draft202012Validator

from services import VERSION
from services.contracts.compatibility import breaking_changes
from services.contracts.events import EVENT_TYPES, find_event_type
from services.contracts.schemas import asyncapi, differences, schema_of

CONTRACTS: Final = Path(__file__).parents[2] / "docs" / "contracts"
RELEASED: Final = sorted((CONTRACTS / "released").glob("*.json"))
SAMPLES: Final = sorted((Path(__file__).parent / "samples").glob("*.jsonl"))


def _released(path: Path) -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = orjson.loads(path.read_bytes())
    return content


def test_exported_files_are_current() -> None:
    """A changed model without `make contracts` is caught."""
    assert differences(CONTRACTS, VERSION) == []


@pytest.mark.parametrize("event", EVENT_TYPES, ids=lambda event: event.name)
def test_schemas_are_valid(event: Any) -> None:
    """Every exported schema is JSON Schema 2020-12 and closed under its own references."""
    Draft202012Validator.check_schema(schema_of(event))


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_schemas_only_grow(path: Path) -> None:
    """No type of a released version is gone or changed in a way that breaks a reader."""
    changes = {}
    for name, old in _released(path).items():
        event = find_event_type(name)
        changes[name] = ["removed"] if event is None else breaking_changes(old, schema_of(event))
    assert {name: found for name, found in changes.items() if found} == {}
    assert changes


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_events_of_older_versions_still_parse(path: Path) -> None:
    """Bodies stored by a released version are read by today's models, and cover every type of that version."""
    seen = set()
    for line in path.read_bytes().splitlines():
        sample = orjson.loads(line)
        event = find_event_type(sample["type"])
        assert event is not None
        event.model.model_validate(sample["data"])
        seen.add(sample["type"])
    assert seen == set(_released(CONTRACTS / "released" / f"{path.stem}.json"))


def test_there_is_a_released_baseline() -> None:
    """The two tests above cannot pass by finding nothing."""
    assert RELEASED
    assert SAMPLES


def test_asyncapi_references_resolve() -> None:
    """Every local reference points at something, and every event but the control events is on a channel."""
    document = asyncapi(VERSION)
    for reference in _references(document):
        if reference.startswith("#/$defs"):
            continue
        node: Any = document
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]
    on_channels = {name for channel in document["channels"].values() for name in channel["messages"]}
    assert on_channels == {event.name for event in EVENT_TYPES if event.topic is not None}


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [found for child in node.values() for found in _references(child)]
    if isinstance(node, list):
        return [found for child in node for found in _references(child)]
    return []
