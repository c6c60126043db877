"""All communes of one province receive dossiers and forward them, each to the agency that serves it."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.routing.application.plans import Plans
from services.runtime.catalogue import read_catalogue
from tests.unit.routing.bench import Bench
from tests.unit.routing.signed import NOW, lifecycle, snapshot

_LAND, _REGISTRATION = AgencyCode("H92.20"), "1.012753@1"


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return read_catalogue(Path(__file__).parents[3] / "deploy" / "catalogue")


def _communes(catalogue: Catalogue) -> list[AgencyCode]:
    return [code for code, agency in catalogue.agencies.items() if code.startswith("H92.") and agency.tier == "commune"]


async def test_226_communes_receive_and_forward(shipped: Catalogue) -> None:
    """One batch of their dossiers: each route is opened, and the land office finds all of them in its worklist."""
    communes = _communes(shipped)
    assert len(communes) == 226
    bench = Bench(plans=Plans(shipped, lambda: NOW, timedelta()))
    codes = [f"{commune}-240506-0001" for commune in communes]
    accepted = [
        lifecycle(1, snapshot(code=code, agency=commune, province="H92", procedure=_REGISTRATION), code)
        for code, commune in zip(codes, communes, strict=True)
    ]
    verdicts = await bench.live(*accepted)
    assert (verdicts.rejected, verdicts.deferred) == ({}, {})
    waiting = await bench.worklist.of_agency(_LAND, "", 500)
    assert {(item.code, item.leg) for item in waiting} == {(code, "appraise") for code in codes}


@pytest.mark.parametrize("procedure", ["1.012753@1", "9.000001@1", "2.002621@1", "2.002622@1"])
def test_every_leg_of_every_commune_has_an_agency(shipped: Catalogue, procedure: str) -> None:
    """For each route of several agencies: nothing that a commune receives is stuck for want of one."""
    plans = Plans(shipped, lambda: NOW, timedelta())
    legs = Counter(len(plans.find(procedure, commune).legs) for commune in _communes(shipped))
    assert legs == {len(shipped.procedure(procedure).legs): 226}
