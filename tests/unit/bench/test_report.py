"""The tables, as they are pasted into docs/bench.md."""

from bench import report
from bench.measured import Measured
from bench.paths.latency import Latency
from bench.variants import Rounds, Variant

ROUNDS: Rounds = {
    Variant.OURS: [Measured(600, 1.0, 0.3)],
    Variant.IDIOMATIC: [Measured(100, 1.0, 0.9)],
    Variant.CEILING: [Measured(1200, 1.0, 0.2)],
}


def test_ratios_stand_beside_their_targets() -> None:
    """600 against 100 and 1,200: six times the plain build, half of the ceiling."""
    row = report.targets({report.HTTP: ROUNDS}).splitlines()[-1]
    assert row == "| HTTP intake, one process | 6.0x | 5x | 50% | 50% | 600 | 360 (GOV.UK Notify) |"


def test_every_build_has_its_row() -> None:
    """Rate and CPU time of the service processes per event."""
    rows = report.throughput({report.HTTP: ROUNDS}).splitlines()[2:]
    assert rows[0] == "| HTTP intake, one process | ours | 600 requests | 500 µs | 0% |"
    assert [row.split(" | ")[1] for row in rows] == ["ours", "idiomatic", "ceiling"]


def test_a_dossier_of_the_pipeline_is_several_records() -> None:
    """DIGIT's figure counts records, so ours is shown in records too."""
    row = report.targets({report.PIPELINE: ROUNDS}).splitlines()[-1]
    assert "| 3,000 | 630 (DIGIT, records) |" in row


def test_missing_messages_are_named() -> None:
    """A fast figure with lost messages would be worth nothing."""
    table = report.latencies(Latency(260.0, [5.0], [20.0], [1.0], [19.0], [90.0], missing=3))
    assert "| accepted recorded by intake -> route opened by routing | 20.0 ms | 20.0 ms | p50 < 87 ms" in table
    assert table.endswith("SMS that did not come: 3.")
