"""Whatever becomes of dead letters and of whoever writes, replays or discards them, every event counts once."""

import os
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.stats.forgetful import forget_places
from tests.unit.stats.letters_model import is_exact_with_letters

HISTORIES = 1_500
PROVED = int(os.environ.get("PROVE_HISTORIES", "25"))


@pytest.fixture(autouse=True)
def _silent() -> Iterator[None]:
    """Every history writes letters, and every letter is logged."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    yield
    structlog.configure(**before)


@pytest.mark.timeout(0 if PROVED > 25 else 600)  # on a busy machine, with coverage
@settings(max_examples=PROVED, deadline=None)
@given(st.integers(min_value=0, max_value=2**64 - 1))
def test_every_event_counts_once_whatever_becomes_of_letters(seed: int) -> None:
    """Crashes between a letter and its block, replays of what fails again, operators that die, replays beside them."""
    assert is_exact_with_letters(seed)


def test_the_model_finds_what_is_counted_wrong_where_blocks_decide() -> None:
    """Negative control: what is held back behind a block depends on when the block was written."""
    assert any(not is_exact_with_letters(seed, holds_back=True) for seed in range(HISTORIES))


def test_the_model_finds_what_is_counted_wrong_by_facts_that_forget_where_they_were_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Negative control: a copy that came too early is taken by who reads it again."""
    forget_places(monkeypatch)
    assert any(not is_exact_with_letters(seed) for seed in range(HISTORIES))
