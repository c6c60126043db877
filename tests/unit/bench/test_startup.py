"""What is shown of starts."""

from bench.startup import Start, report


def test_the_best_and_the_median_of_the_rounds_are_shown() -> None:
    """One slow start of a busy machine hides nothing."""
    starts = [Start(1.0, 0.5, 2**20), Start(9.0, 0.7, 3 * 2**20), Start(2.0, 0.6, 2**21)]
    assert "| routing | 1.00 s, 2.00 s | 0.60 s | 2 MiB |" in report({"routing": starts})
