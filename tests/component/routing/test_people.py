"""Officers and signers on the real broker and store: intake's register arrives, work is given, moved, signed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.contracts.events.inbound import LegCompleted
from services.intake.adapters.delegations.registers import COLLECTION, StoredRegisters
from services.intake.application.delegations.keep_register import KeepRegister
from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.kernel.signing import Absence, Delegation, SigningPost
from services.kernel.times import utc_now
from services.ops.rosters import RosterSettings, opened_rosters
from services.routing.domain.people.roster import Rostered
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.catalogue import read_catalogue
from services.runtime.store import Store
from tests.component.routing.conftest import Rig
from tests.unit.routing.signed import DESK, lifecycle, report, snapshot

CODE = "H90.01-261127-0001"
CHAIR, JUSTICE = "chair-01", "justice-02"
PLACE = AgencyCode(DESK)


@pytest.fixture
async def intake(rig: Rig) -> AsyncIterator[KeepRegister]:
    """Intake's own keeping and publishing of signing registers."""
    store = await Store.open(rig.platform.store_url, f"{rig.namespace}intake")
    aggregates = AggregateStore(store, COLLECTION, "intake", utc_now)
    relay = Relay(aggregates, rig.publisher, clock=utc_now)
    aggregates.on_committed = relay.feed
    running = asyncio.create_task(relay.run())
    yield KeepRegister(StoredRegisters(aggregates, utc_now), Terms(read_catalogue("deploy/catalogue")), utc_now)
    await relay.stop()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    store.close()


async def _appoint(intake: KeepRegister, now: datetime) -> None:
    """A chair who delegated copies of domestic papers."""
    starts, ends = now - timedelta(days=9), now + timedelta(days=9)
    await intake.appoint(PLACE, SigningPost("p", CHAIR, "ward_chair", "1/QĐ", starts))
    limits: dict[str, Any] = {"procedures": ("2.000815",), "condition": {"paper_origin": ("domestic",)}}
    await intake.delegate(
        PLACE, Delegation("d", CHAIR, JUSTICE, "justice_officer", "7/UQ", "TUQ.", starts, ends, **limits)
    )


async def test_a_copy_is_given_to_its_officer_and_signed_on_behalf_of_the_chair(rig: Rig, intake: KeepRegister) -> None:
    """Assigned by field; nobody there to sign is told while there is time; signed by the delegate, prefix and all."""
    now = utc_now()
    await _appoint(intake, now)
    async with opened_rosters(RosterSettings(store_url=rig.platform.store_url, namespace=rig.namespace)) as keep:
        await keep.put(PLACE, Rostered(JUSTICE, ("justice",), ("certification",)))
    for _ in range(2):
        await rig.start()
    copy: dict[str, Any] = {"procedure": "2.000815@1", "field": "justice", "attributes": {"paper_origin": "domestic"}}
    times: dict[str, Any] = {"occurred_at": now, "filed_at": now, "received_at": now}
    await rig.send(lifecycle(1, snapshot(code=CODE, **copy, **times), CODE))
    told = await rig.until_told(CODE, "leg.assigned", 2)
    assigned = [(each.data.task, each.data.officer) for each in told if each.kind == "leg.assigned"]
    assert assigned == [("handle", JUSTICE), ("sign", JUSTICE)]
    for officer in (CHAIR, JUSTICE):
        await intake.absent(PLACE, Absence(f"a-{officer}", officer, now, now + timedelta(days=9)))
    events = await rig.until_told(CODE, "leg.signer_missing")
    assert [e.data.reason for e in events if e.kind == "leg.signer_missing"] == ["signer_absent_no_delegate"]
    await intake.back(PLACE, f"a-{JUSTICE}")
    done = utc_now()
    signed: dict[str, Any] = {"signed_by": JUSTICE, "on_behalf_of": "ward_chair", "paper": copy["attributes"]}
    await rig.send(report(LegCompleted, "handle", DESK, code=CODE, now=done, occurred_at=done, **signed))
    events = await rig.until_told(CODE, "route.completed")
    [finished] = [each.data for each in events if each.kind == "leg.finished"]
    assert (finished.signer_role, finished.on_behalf_of) == ("justice_officer", "ward_chair")
    assert sum(each.kind == "leg.signer_missing" for each in events) == 1
    async with rig.client(DESK) as client:
        hands = (await client.get(f"/v1/routes/{CODE}")).json()["legs"][0]["attempts"][0]["hands"]
    assert (hands["signature"]["prefix"], hands["signature"]["signer"]) == ("TUQ.", JUSTICE)
    assert hands["late_cause"] == "signer_absent_no_delegate"
