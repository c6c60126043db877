"""The load of the latency proof, and what is made of its answers."""

from itertools import pairwise

from bench.routing.__main__ import report
from bench.routing.measure import Run
from bench.routing.seen import Seen
from bench.routing.traffic import moments
from services.contracts.events import event_type_of
from services.contracts.events.progress import RouteOpened


def test_dossiers_come_at_random_moments_at_the_wanted_rate() -> None:
    """Two events a dossier, gaps of all lengths, the same with every run."""
    found = list(moments(260, 100))
    assert abs(len(found) - 13_000) < 500
    gaps = [later - earlier for earlier, later in pairwise(found)]
    assert (min(gaps) < 0.0001, max(gaps) > 0.03) == (True, True)
    assert found == list(moments(260, 100))


def test_only_the_first_sight_of_an_event_counts() -> None:
    """A relay may publish twice."""
    seen, kind = Seen(), event_type_of(RouteOpened).name
    for at in (3.0, 4.0):
        seen.note(kind, "a", at)
    seen.note("something.else", "a", 1.0)
    assert seen.opened == {"a": 3.0}


def test_the_report_has_a_column_for_each_run() -> None:
    """Its figures are per dossier event."""
    run = Run(3, 200, 2, 1, [1.0], [40.0, 50.0], [60.0], [0.1], 0.1, 0.2, 100 * 2**20, 0.5)
    lines = report([run, run]).splitlines()
    assert lines[0] == "| | 3 processes | 3 processes |"
    assert "| CPU of routing per event | 500 us | 500 us |" in lines
    assert "| memory of the largest routing process | 100 MiB | 100 MiB |" in lines
