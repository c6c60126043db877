"""An explanation as plain values: instants in UTC, working time in minutes."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from services.ops.clock.explanation import Explanation
from services.ops.clock.story import Chapter

__all__ = ["json_of"]


def json_of(explanation: Explanation) -> dict[str, Any]:
    values: dict[str, Any] = _plain(explanation)
    return values


def _plain(value: Any) -> Any:
    """Every part of the story says what it is: worked, closed, paused, due or ended."""
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__.lower(), **named} if isinstance(value, Chapter) else named
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if isinstance(value, timedelta):
        return value // timedelta(minutes=1)
    return value.isoformat() if isinstance(value, (datetime, date, time)) else value
