"""Traces go on through what we hand over, and malformed ones start anew."""

import pytest

from services.runtime.tracing import child_trace, current_trace, new_trace, trace_id, use_trace


def test_a_child_keeps_the_trace_and_changes_the_span() -> None:
    """Trace id and flags stay, the span is new."""
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
    child = child_trace(parent)
    assert child != parent
    assert trace_id(child) == trace_id(parent)
    assert child.endswith("-00")


@pytest.mark.parametrize(
    "parent",
    [None, "", "nonsense", "00-" + "0" * 32 + "-b7ad6b7169203331-01", "01-" + "a" * 32 + "-" + "b" * 16 + "-01"],
)
def test_a_malformed_parent_starts_a_new_trace(parent: str | None) -> None:
    """What comes from outside is never passed on unread."""
    child = child_trace(parent)
    assert trace_id(child) is not None
    assert trace_id(parent) is None


def test_the_current_trace_is_restored() -> None:
    """Leaving the block brings the former trace back."""
    outer, inner = new_trace(), new_trace()
    with use_trace(outer):
        with use_trace(inner):
            assert current_trace() == inner
        assert current_trace() == outer
    assert current_trace() is None
