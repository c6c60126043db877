"""The rule of additive schemas finds every way to break a reader."""

from copy import deepcopy
from typing import Any

import pytest

from services.contracts.compatibility import breaking_changes
from services.contracts.events import EVENT_TYPES
from services.contracts.schemas import schema_of

BASE: dict[str, Any] = {
    "type": "object",
    "required": ["code"],
    "properties": {
        "code": {"type": "string", "pattern": "^a$"},
        "tags": {"type": "array", "items": {"$ref": "#/$defs/Tag"}},
        "due": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    },
    "$defs": {"Tag": {"type": "string", "enum": ["x", "y"]}},
}


def _changed(*path: str, value: Any) -> dict[str, Any]:
    copy = deepcopy(BASE)
    node = copy
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return copy


def test_a_new_optional_property_is_allowed() -> None:
    """Schemas grow by optional properties."""
    assert breaking_changes(BASE, _changed("properties", "note", value={"type": "string"})) == []


@pytest.mark.parametrize(
    "new",
    [
        _changed("required", value=["code", "tags"]),
        _changed("required", value=[]),
        _changed("properties", "code", value={"type": "integer"}),
        _changed("properties", "code", value={"type": "string", "pattern": "^b$"}),
        _changed("properties", value={"code": {"type": "string", "pattern": "^a$"}}),
        _changed("$defs", "Tag", "enum", value=["x"]),
        _changed("$defs", "Tag", "enum", value=["x", "y", "z"]),
        _changed("properties", "due", value={"anyOf": [{"type": "string"}]}),
        _changed("properties", "due", value={"anyOf": [{"type": "integer"}, {"type": "null"}]}),
    ],
)
def test_what_changes_validity_is_breaking(new: dict[str, Any]) -> None:
    """Whatever makes an old event invalid for a new reader, or the reverse, is reported."""
    assert breaking_changes(BASE, new)


def test_every_schema_is_compatible_with_itself() -> None:
    """No shipped schema uses a construct that the comparison cannot follow."""
    assert [change for event in EVENT_TYPES for change in breaking_changes(schema_of(event), schema_of(event))] == []
