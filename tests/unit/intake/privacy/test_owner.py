"""Whose land a slip is about: read from intake by whoever the slip was handed to, each look written down."""

from typing import Any

import pytest

from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.applicant import Applicant
from services.intake.application.dossiers.ports import Kept, Pending
from services.intake.application.privacy.read_owner import Owner, ReadOwner
from services.intake.domain.commands import RouteStep
from services.intake.domain.decide import decide
from services.intake.domain.route_view import LegStep
from services.kernel.agency_code import AgencyCode
from services.runtime.access_log import COLLECTION, StoredAccessLog
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.problems import Problem
from tests.unit.intake.desk import terms
from tests.unit.intake.office import Office, request, submission, vault

TAX, LAND = "H90.30.01", "H90.20.01"
LAND_USER = Applicant("Nguyễn Thị Mai", phone="0912 345 678", id_number="012345678901", address="12 Trần Phú")


class SlipDesk:
    """A land dossier whose route has handed a leg with a slip to the tax branch."""

    def __init__(self) -> None:
        self.office = Office()
        self.log = StoredAccessLog(self.office.store.collection(COLLECTION), self.office.clock)

    async def file(self, **changes: Any) -> str:
        filed = await self.office.file(request(submission=submission(applicant=LAND_USER, **changes)))
        return filed.dossier.code

    async def dispatch(self, code: str, leg: str, agency: str, slip: str | None) -> None:
        kept = await self.office.dossiers.load(code)
        assert kept is not None
        handed = LegStep(leg, 1, AgencyCode(agency), slip=slip)
        step = RouteStep(at=self.office.now, caused_by=f"p-{leg}", kind="leg_dispatched", leg=handed)
        dossier = decide(step, kept.dossier, terms()).dossier
        await self.office.dossiers.commit(Pending(Kept(dossier, kept.applicant, kept.answers, kept.basis)))

    async def read(self, code: str, agency: str) -> Owner:
        desk = Desk(self.office.dossiers, terms(), self.office.clock)
        principal = Principal(f"client-{agency}", frozenset({agency}))
        return await ReadOwner(desk, vault(), self.log)(code, principal, principal.client_id)


async def test_whoever_has_the_slip_reads_whose_land_it_is_and_the_look_is_written_down() -> None:
    """Name, kind, identity number and address, but no phone; the log names the client, its agency and the purpose."""
    slips = SlipDesk()
    code = await slips.file()
    await slips.dispatch(code, "tax", TAX, f"{code}/tax/1")
    owner = await slips.read(code, TAX)
    assert owner == Owner(LAND_USER.name, "individual", LAND_USER.id_number, LAND_USER.address)
    entries = [(entry.actor, entry.agency, entry.purpose) for entry in await slips.log.entries(code)]
    assert entries == [(f"client-{TAX}", TAX, "read_slip")]


@pytest.mark.parametrize("agency", [TAX, LAND])
async def test_taking_part_without_a_slip_is_not_enough(agency: str) -> None:
    """The tax branch before its slip came, and the land branch whose leg has none: refused, nothing is opened."""
    slips = SlipDesk()
    code = await slips.file()
    await slips.dispatch(code, "appraise", LAND, None)
    with pytest.raises(PermanentError, match="agency_not_allowed"):
        await slips.read(code, agency)
    assert await slips.log.entries(code) == []


async def test_for_a_stranger_the_dossier_does_not_exist() -> None:
    """Another tax branch learns nothing, not even that there is such a dossier."""
    slips = SlipDesk()
    code = await slips.file()
    await slips.dispatch(code, "tax", TAX, f"{code}/tax/1")
    with pytest.raises(Problem):
        await slips.read(code, "H91.30.01")


def test_an_owner_does_not_show_in_a_log() -> None:
    """Whatever prints it prints no personal data."""
    assert repr(Owner(LAND_USER.name, "individual", LAND_USER.id_number, LAND_USER.address)) == "Owner(...)"
