"""W3C trace context, carried from the HTTP request through the outbox to the last consumer.

Only the `traceparent` is kept (version 00); it holds no personal data, so it may be logged and published.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_FORM: Final = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})")
_SAMPLED: Final = "01"

_current: ContextVar[str | None] = ContextVar("lienthong_traceparent", default=None)


def current_trace() -> str | None:
    """Return the traceparent of the request or record being handled, or None outside of any."""
    return _current.get()


def trace_id(traceparent: str | None) -> str | None:
    """Return the 32 hex digits that all spans of a trace share, or None for what is no traceparent."""
    match = _FORM.fullmatch(traceparent) if traceparent else None
    return match.group(1) if match else None


def new_trace() -> str:
    """Return the traceparent of a trace that starts here."""
    return f"00-{os.urandom(16).hex()}-{os.urandom(8).hex()}-{_SAMPLED}"


def child_trace(parent: str | None) -> str:
    """Return a traceparent below `parent`; a missing or malformed parent starts a new trace."""
    match = _FORM.fullmatch(parent) if parent else None
    if match is None:
        return new_trace()
    return f"00-{match.group(1)}-{os.urandom(8).hex()}-{match.group(2)}"


@contextmanager
def use_trace(traceparent: str | None) -> Iterator[None]:
    """Make `traceparent` the current one for the body of the `with`, and restore the former after it."""
    token = _current.set(traceparent)
    try:
        yield
    finally:
        _current.reset(token)
