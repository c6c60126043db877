"""The registry is complete and its names are well formed."""

from services.runtime.metrics import Metrics


def test_every_metric_has_a_meaning_and_our_prefix() -> None:
    """An operator reads the meaning in /metrics; nothing is registered twice."""
    metrics = Metrics()
    metrics.records_rejected.labels("dossier.lifecycle.v1", "sequence_gap").inc()
    text = metrics.text().decode()
    helps = [line for line in text.splitlines() if line.startswith("# HELP lienthong_")]
    assert helps
    assert all(len(line.split(" ", 3)) == 4 for line in helps)
    assert 'lienthong_records_rejected_total{reason="sequence_gap",topic="dossier.lifecycle.v1"} 1.0' in text
