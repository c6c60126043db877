"""Versions of a procedure side by side: a dossier keeps the one that it was received under."""

from datetime import timedelta
from pathlib import Path

import pytest

from services.contracts.events.inbound import LegCompleted
from services.routing.application.plans import Plans
from services.runtime.catalogue import read_catalogue
from tests.unit.routing.bench import Bench
from tests.unit.routing.signed import DESK, NOW, lifecycle, report, snapshot


@pytest.mark.parametrize(("version", "hours"), [(1, 64), (2, 40)])
async def test_a_licence_renewal_keeps_the_hours_of_its_version(version: int, hours: int) -> None:
    """Both after the change: the older dossier's leg has eight days until it is late, the newer one's five."""
    catalogue = read_catalogue(Path(__file__).parents[3] / "deploy" / "catalogue")
    bench = Bench(plans=Plans(catalogue, lambda: NOW, timedelta()))
    await bench.live(lifecycle(1, snapshot(procedure=f"9.700001@{version}", field="transport")))
    leg = (await bench.route()).legs["handle"]
    assert leg.attempts[0].due_at == catalogue.calendar_for(leg.agency).add(NOW, hours * 60)
    await bench.hear(report(LegCompleted, "handle", DESK, hours=8 * 24, now=NOW + timedelta(days=8)))
    (finished,) = await bench.told("leg.finished")
    assert finished.used_minutes == 6 * 8 * 60
    assert finished.overrun_minutes == max(0, (6 * 8 - hours) * 60)
