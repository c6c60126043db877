"""What the relay promises under every interleaving, and that the model would notice if it did not keep it."""

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.unit.runtime.aggregates import faulty
from tests.unit.runtime.aggregates.model import IDS, Sabotage, play

_CHOICES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 720)), min_size=30, max_size=120)
_REFUSED = st.sets(st.tuples(st.sampled_from(IDS), st.integers(1, 3)), max_size=2)
_SETTINGS = settings(
    max_examples=200, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def _model(sabotage: Sabotage, limits: settings) -> Callable[[], None]:
    @limits
    @given(choices=_CHOICES, refused=_REFUSED)
    def run(choices: list[tuple[int, int]], refused: set[tuple[str, int]]) -> None:
        asyncio.run(play(choices, refused, sabotage))

    return run


def test_nothing_is_lost_and_first_occurrences_arrive_in_order() -> None:
    """Two processes, lost answers, crashes at every step and refused events: every promise holds after one sweep."""
    _model(faulty.sound, _SETTINGS)()


@pytest.mark.parametrize(
    "sabotage", [faulty.feeds_entries, faulty.removes_markers_unconditionally, faulty.skips_refused_events]
)
def test_a_faulty_relay_breaks_the_model(sabotage: Sabotage) -> None:
    """Negative control: each mistake makes the same model fail."""
    limits = settings(_SETTINGS, max_examples=1_000, phases=[Phase.generate], report_multiple_bugs=False)
    with pytest.raises(AssertionError, match=r"marker|is lost|order|outbox"):
        _model(sabotage, limits)()
