"""Events of the desk have no room for what people say or who they are."""

from collections.abc import Iterator
from typing import Any

import pytest

from services.contracts.events import EVENT_TYPES, EventType
from services.contracts.schemas import schema_of
from services.contracts.topics import ACTIVITY

TYPES = [event for event in EVENT_TYPES if event.topic is ACTIVITY]


def _texts(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every place of a schema that takes a text."""
    if isinstance(node, dict):
        if node.get("type") == "string":
            yield path, node
        for key, child in node.items():
            yield from _texts(child, f"{path}/{key}")
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child, path)


@pytest.mark.parametrize("event", TYPES, ids=lambda event: event.name)
def test_no_event_of_the_desk_takes_free_text(event: EventType) -> None:
    """Every text is a token, a code, a time or one of a list; codes alone are bounded by length."""
    loose = [
        path
        for path, node in _texts(schema_of(event))
        if not node.keys() & {"pattern", "format", "enum", "const"} and not path.endswith(("code", "code/anyOf"))
    ]
    assert loose == []


def test_every_event_of_the_desk_says_where_it_happened() -> None:
    """So that no consumer joins topics."""
    for event in TYPES:
        required = set(schema_of(event)["required"])
        assert {"record", "agency", "province", "tier", "occurred_at"} <= required, event.name
    assert len(TYPES) == 23
