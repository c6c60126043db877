"""After a reform an old dossier keeps its agency, and who took over may go on with it."""

import pytest

from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.representation import Representation
from services.intake.domain.dossier import Dossier
from services.kernel.agency_code import AgencyCode
from services.runtime.auth.principal import Principal
from services.runtime.problems import Problem
from tests.unit.intake.desk import at, terms
from tests.unit.intake.office import Office, request

FORMER, HEIR = AgencyCode("H90.08"), AgencyCode("H90.08.01")


async def _received() -> tuple[Office, Dossier]:
    """On the last Friday before the reform of 1 July 2025."""
    office = Office(now=at("2025-06-27 08:00"))
    return office, (await office.file(request(agency=FORMER))).dossier


def _principal(agency: str) -> Principal:
    return Principal("desk-1", frozenset({agency}), frozenset({"dossiers:write"}))


async def test_the_successor_may_act_from_the_day_of_the_reform() -> None:
    """A day before, the dossier does not exist for it."""
    office, dossier = await _received()
    desk = Desk(office.dossiers, terms(), office.clock)
    office.now = at("2025-06-30 23:59")
    with pytest.raises(Problem, match="dossier_not_found"):
        await desk.open(dossier.code, _principal(HEIR))
    office.now = at("2025-07-01 00:00")
    assert (await desk.open(dossier.code, _principal(HEIR))).dossier == dossier
    assert (await desk.open(dossier.code, _principal(FORMER))).dossier == dossier


async def test_the_dossier_keeps_its_agency_and_names_the_successor() -> None:
    """Its code, its calendar and its figures stay with the agency that received it."""
    _, dossier = await _received()
    body = Representation(terms())(dossier)
    assert (body["agency"], [each["agency"] for each in body["successors"]]) == (FORMER, [HEIR])


async def test_strangers_stay_strangers() -> None:
    """Taking over one agency's work opens no other dossiers."""
    office, dossier = await _received()
    office.now = at("2025-07-01 00:00")
    with pytest.raises(Problem, match="dossier_not_found"):
        await Desk(office.dossiers, terms(), office.clock).open(dossier.code, _principal("H90.09"))
