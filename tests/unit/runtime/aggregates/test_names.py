"""Field names for keys with dots."""

from hypothesis import given
from hypothesis import strategies as st

from services.runtime.aggregates.names import from_field, to_field


@given(st.text())
def test_a_name_comes_back(name: str) -> None:
    """Escaping loses nothing and leaves neither dot nor dollar."""
    field = to_field(name)
    assert from_field(field) == name
    assert not set(field) & {".", "$"}
