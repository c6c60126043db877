"""The year of article 003 for the statistics, and what its events cost."""

from collections import defaultdict
from itertools import islice

import pytest

from bench.year.feed import SCENARIO, sample, year
from bench.year.spent import Moment, cost_between
from services.contracts.envelope import from_headers
from services.ops.scenario.prepared import prepare

EVENTS = 3_000


def test_a_year_comes_in_order_of_time() -> None:
    """Each dossier's events are numbered without a gap, and what was recorded earlier comes earlier."""
    prepared = prepare(SCENARIO, 200)
    dossiers = sample(prepared.dossiers, 1_000)
    records = list(islice(year(prepared.catalogue, dossiers), EVENTS))
    assert len(records) == EVENTS
    seqs: dict[str, list[int]] = defaultdict(list)
    times = []
    for record in records:
        envelope = from_headers(record.headers)
        seqs[envelope.subject].append(envelope.seq or 0)
        times.append(envelope.time)
    assert all(found == list(range(1, len(found) + 1)) for found in seqs.values())
    assert times == sorted(times)
    assert {len(found) for found in seqs.values()} >= {2, 4}


def test_costs_are_read_between_moments() -> None:
    """Moments at 0, 100 and 300 events: the middle of a stretch has its share of it."""
    moments = [Moment(0, 10.0, 1.0, 5.0), Moment(100, 12.0, 1.5, 6.0), Moment(300, 13.0, 2.5, 6.5)]
    whole = cost_between(moments, 0, 300)
    assert (whole.elapsed, whole.ours, whole.platform) == pytest.approx((10_000, 5_000, 5_000))
    later = cost_between(moments, 200, 300)
    assert (later.elapsed, later.ours, later.platform) == pytest.approx((5_000, 5_000, 2_500))
