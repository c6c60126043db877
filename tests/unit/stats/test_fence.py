"""The fence keeps counters exact under every interleaving that the model finds; without any part of it they are not."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.stats.faulty_ledgers import (
    FencelessLedger,
    HastyLedger,
    LateLister,
    ThriftyLedger,
    UnguardedLedger,
)
from tests.unit.stats.fence_model import MemoryLedger, MemoryStore, is_exact, is_found
from tests.unit.stats.forgetful import forget_places

HISTORIES = 1_500
PROVED = int(os.environ.get("PROVE_HISTORIES", "400"))


@pytest.mark.timeout(0 if PROVED > 400 else 600)  # on a busy machine, with coverage
@settings(max_examples=PROVED, deadline=None)
@given(st.integers(min_value=0, max_value=2**64 - 1))
def test_counters_equal_the_recount_whatever_happens(seed: int) -> None:
    """Zombie owners, crashes at any step, other batch boundaries, redelivery: counters and facts are exact."""
    assert is_exact(seed, MemoryLedger(MemoryStore()))


@pytest.mark.timeout(0 if PROVED > 400 else 600)  # on a busy machine, with coverage
@settings(max_examples=PROVED, deadline=None)
@given(st.integers(min_value=0, max_value=2**64 - 1))
def test_passes_count_the_same_whatever_happens(seed: int) -> None:
    """Many batches written at once, planned over facts that are only about to be written, beside other owners."""
    assert is_exact(seed, MemoryLedger(MemoryStore()), passes=True)


@pytest.mark.parametrize("faulty", [UnguardedLedger, FencelessLedger, ThriftyLedger, HastyLedger])
def test_the_model_finds_the_wrong_count_of_faulty_passes(faulty: type[MemoryLedger]) -> None:
    """Negative control: the same histories with passes end in a wrong count as well."""
    assert any(not is_exact(seed, faulty(MemoryStore()), passes=True) for seed in range(HISTORIES))


@pytest.mark.parametrize("faulty", [UnguardedLedger, FencelessLedger, ThriftyLedger, HastyLedger])
def test_the_model_finds_the_wrong_count_of_a_faulty_ledger(faulty: type[MemoryLedger]) -> None:
    """Negative control: with one part of the fence missing, the same histories end in a wrong count."""
    assert any(not is_exact(seed, faulty(MemoryStore())) for seed in range(HISTORIES))


def test_the_model_finds_the_wrong_count_of_facts_that_forget_where_they_were_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Negative control: what was passed over must not count when it is read again."""
    forget_places(monkeypatch)
    assert any(not is_exact(seed, MemoryLedger(MemoryStore())) for seed in range(HISTORIES))


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=0, max_value=2**64 - 1))
def test_what_is_listed_has_its_marker_whatever_happens(seed: int) -> None:
    """The same zombies and crashes: a list that is read through the markers leaves nothing out."""
    assert is_found(seed, MemoryLedger(MemoryStore()))


def test_the_model_finds_what_a_late_lister_leaves_out() -> None:
    """Negative control: a marker that is written after its fact is lost in a crash between the two."""
    assert any(not is_found(seed, LateLister(MemoryStore())) for seed in range(HISTORIES))
