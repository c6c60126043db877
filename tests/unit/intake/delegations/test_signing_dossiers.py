"""Signing a dossier: the record it keeps, and what happens when nobody may sign (s000 F2, s004 F1)."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from services.intake.adapters.delegations.alerts import COLLECTION as ALERTS
from services.intake.adapters.delegations.alerts import StoredAlerts
from services.intake.adapters.delegations.registers import COLLECTION as REGISTERS
from services.intake.adapters.delegations.registers import StoredRegisters
from services.intake.application.delegations.hear_alerts import HearAlerts
from services.intake.application.delegations.keep_register import KeepRegister
from services.intake.application.delegations.sign_dossier import SignDossier, SignRequest
from services.intake.application.delegations.signing_desk import SigningDesk
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.application.dossiers.representation import Representation
from services.intake.domain.dossier import Dossier
from services.kernel.agency_code import AgencyCode
from services.runtime.aggregates import AggregateStore
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from tests.unit.intake.delegations.ward import CHAIR, COPY, JUSTICE, SIGNATURE, absence, delegation, post
from tests.unit.intake.desk import AGENCY, at, terms
from tests.unit.intake.office import BOUNDS, Office, request, submission, vault

DESK = Principal("desk-1", frozenset({str(AGENCY)}), frozenset({"dossiers:write"}))


@dataclass
class Signing:
    """A desk whose chair delegated copies of domestic papers to the justice officer."""

    office: Office = field(default_factory=lambda: Office(now=at("2026-05-06 08:00")))

    def __post_init__(self) -> None:
        office = self.office
        aggregates = AggregateStore(office.store, REGISTERS, "intake", office.clock)
        registers = StoredRegisters(aggregates, office.clock)
        alerts = StoredAlerts(office.store.collection(ALERTS))
        desk = Desk(office.dossiers, terms())
        represent = Representation(terms())
        change = ChangeDossier(desk, office.dossiers, terms(), vault(), represent, BOUNDS, office.clock)
        self.keep = KeepRegister(registers, terms(), office.clock)
        self.alerts = HearAlerts(alerts, office.clock)
        self.sign_dossier = SignDossier(desk, SigningDesk(registers), alerts, change, office.clock)

    async def prepare(self, **changes: Any) -> None:
        await self.keep.appoint(AGENCY, post())
        limits = {"valid_from": at("2026-02-01 00:00"), "valid_to": at("2026-12-01 00:00")}
        await self.keep.delegate(AGENCY, delegation(**(limits | changes)))

    async def file(self, procedure: str = COPY) -> str:
        filed = await self.office.file(request(key=f"{procedure}-1", submission=submission(procedure=procedure)))
        return filed.dossier.code

    async def sign(self, code: str, officer: str = JUSTICE, key: str | None = None, **scope: str) -> dict[str, Any]:
        wanted = SignRequest(code, DESK, officer, scope or {"paper_origin": "domestic"}, officer.encode(), key=key)
        return await self.sign_dossier(wanted)

    async def dossier(self, code: str) -> Dossier:
        kept = await self.office.dossiers.load(code)
        assert kept is not None
        return kept.dossier


async def test_the_signature_is_kept_with_role_and_on_whose_behalf() -> None:
    """Repeating the request under its key leaves one signature."""
    desk = Signing()
    await desk.prepare()
    code = await desk.file()
    for _ in range(2):
        await desk.sign(code, key="k1")
    [signature] = (await desk.dossier(code)).signatures
    assert (signature.signer, signature.role, signature.on_behalf_of) == (JUSTICE, "justice_officer", "ward_chair")
    assert (signature.prefix, signature.document_number, signature.at) == ("TUQ.", "UQ-7", desk.office.now)


async def test_nobody_signs_while_the_signer_is_away_without_a_delegate() -> None:
    """s000 F2: not signed; one alert a day however often it is tried; the cause of the delay is on the dossier."""
    desk = Signing()
    await desk.prepare(valid_to=at("2026-03-01 00:00"))
    await desk.keep.absent(AGENCY, absence("2026-05-06 07:00", "2026-05-08 17:00"))
    code = await desk.file()
    for officer in (CHAIR, JUSTICE, CHAIR):
        with pytest.raises(PermanentError, match="signer_absent_no_delegate"):
            await desk.sign(code, officer)
    dossier = await desk.dossier(code)
    assert dossier.signatures == ()
    assert dossier.late_cause == "signer_absent_no_delegate"
    [alert] = await desk.alerts.of(AGENCY)
    assert (alert.kind, alert.code) == ("signer_absent_no_delegate", code)
    desk.office.now += timedelta(days=1)
    with pytest.raises(PermanentError, match="signer_absent_no_delegate"):
        await desk.sign(code, CHAIR)
    assert len(await desk.alerts.of(AGENCY)) == 2


@pytest.mark.parametrize(
    ("limits", "procedure"),
    [
        ({"valid_from": at("2026-06-01 00:00")}, COPY),
        ({"valid_to": at("2026-05-01 00:00")}, COPY),
        ({}, SIGNATURE),
    ],
)
async def test_a_delegate_outside_of_the_delegation_signs_nothing(limits: dict[str, Any], procedure: str) -> None:
    """s004 F1: too early, too late, another procedure: refused, no certification is counted, no alert raised."""
    desk = Signing()
    await desk.prepare(**limits)
    code = await desk.file(procedure)
    with pytest.raises(PermanentError, match="delegation_not_valid"):
        await desk.sign(code)
    dossier = await desk.dossier(code)
    assert (dossier.signatures, dossier.late_cause) == ((), None)
    assert await desk.alerts.of(AGENCY) == []
    assert (await desk.sign(code, CHAIR))["code"] == code


async def test_an_alert_is_closed_by_its_own_agency_once() -> None:
    """It stays readable with who dealt with it."""
    desk = Signing()
    await desk.prepare()
    await desk.keep.revoke(AGENCY, "d1")
    await desk.keep.absent(AGENCY, absence("2026-05-06 07:00", "2026-05-06 17:00"))
    with pytest.raises(PermanentError, match="signer_absent_no_delegate"):
        await desk.sign(await desk.file())
    [alert] = await desk.alerts.of(AGENCY)
    with pytest.raises(PermanentError, match="alert_unknown"):
        await desk.alerts.close(AgencyCode("H90.02"), alert.id, "lan")
    await desk.alerts.close(AGENCY, alert.id, "lan")
    assert await desk.alerts.of(AGENCY) == []
    [closed] = await desk.alerts.of(AGENCY, open_only=False)
    assert (closed.closed_by, closed.closed_at) == ("lan", desk.office.now)
    with pytest.raises(PermanentError, match="alert_unknown"):
        await desk.alerts.close(AGENCY, alert.id, "lan")
