"""Officers and signers on the real broker and store: intake's register arrives, work is given, moved, signed."""

from datetime import datetime, timedelta
from typing import Any

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.inbound import LegCompleted
from services.contracts.events.signing import SigningChanged
from services.contracts.topics import SIGNING
from services.kernel.agency_code import AgencyCode
from services.kernel.times import utc_now
from services.ops.rosters import RosterSettings, opened_rosters
from services.routing.domain.people.roster import Rostered
from services.runtime.kafka import OutgoingRecord
from tests.component.routing.conftest import Rig
from tests.unit.routing.signed import DESK, INTAKE, lifecycle, report, snapshot

CODE = "H90.01-261127-0001"
CHAIR, JUSTICE = "chair-01", "justice-02"


def _register(version: int, now: datetime, *away: str) -> SigningChanged:
    """A chair who delegated copies of domestic papers, and who of them is away for nine days."""
    starts, ends = now - timedelta(days=9), now + timedelta(days=9)
    said: dict[str, Any] = {
        "occurred_at": now,
        "agency": DESK,
        "version": version,
        "posts": [{"id": "p", "officer": CHAIR, "role": "ward_chair", "document_number": "1/QĐ", "valid_from": starts}],
        "delegations": [
            {
                "id": "d",
                "delegator": CHAIR,
                "delegate": JUSTICE,
                "role": "justice_officer",
                "document_number": "7/UQ",
                "prefix": "TUQ.",
                "procedures": ["2.000815"],
                "condition": {"paper_origin": ["domestic"]},
                "valid_from": starts,
                "valid_to": ends,
            }
        ],
        "absences": [{"id": f"a-{each}", "officer": each, "starts_at": now, "ends_at": ends} for each in away],
    }
    return SigningChanged.model_validate(said)


async def _tell(rig: Rig, register: SigningChanged) -> None:
    """As intake would."""
    envelope = Envelope(
        id=event_id("intake", SIGNING.name, register.agency, register.version),
        type=event_type_of(SigningChanged).name,
        source=INTAKE,
        subject=register.agency,
        time=register.occurred_at,
        seq=register.version,
    )
    value = register.model_dump_json().encode()
    await rig.publisher.publish(OutgoingRecord(SIGNING.name, register.agency.encode(), value, to_headers(envelope)))


async def test_a_copy_is_given_to_its_officer_and_signed_on_behalf_of_the_chair(rig: Rig) -> None:
    """Assigned by field; nobody there to sign is told while there is time; signed by the delegate, prefix and all."""
    now = utc_now()
    await _tell(rig, _register(1, now))
    settings = RosterSettings(store_url=rig.platform.store_url, namespace=rig.namespace)
    async with opened_rosters(settings) as keep:
        await keep.put(AgencyCode(DESK), Rostered(JUSTICE, ("justice",), ("certification",)))
    for _ in range(2):
        await rig.start()
    copy: dict[str, Any] = {"procedure": "2.000815@1", "field": "justice", "attributes": {"paper_origin": "domestic"}}
    times: dict[str, Any] = {"occurred_at": now, "filed_at": now, "received_at": now}
    await rig.send(lifecycle(1, snapshot(code=CODE, **copy, **times), CODE))
    told = await rig.until_told(CODE, "leg.assigned", 2)
    assigned = [(each.data.task, each.data.officer) for each in told if each.kind == "leg.assigned"]
    assert assigned == [("handle", JUSTICE), ("sign", JUSTICE)]
    await _tell(rig, _register(2, now, CHAIR, JUSTICE))
    [missing] = [
        each.data for each in await rig.until_told(CODE, "leg.signer_missing") if each.kind == "leg.signer_missing"
    ]
    assert missing.reason == "signer_absent_no_delegate"
    await _tell(rig, _register(3, now, CHAIR))
    signed: dict[str, Any] = {"signed_by": JUSTICE, "on_behalf_of": "ward_chair", "paper": {"paper_origin": "domestic"}}
    done = utc_now()
    await rig.send(report(LegCompleted, "handle", DESK, code=CODE, now=done, occurred_at=done, **signed))
    events = await rig.until_told(CODE, "route.completed")
    [finished] = [each.data for each in events if each.kind == "leg.finished"]
    assert (finished.signer_role, finished.on_behalf_of) == ("justice_officer", "ward_chair")
    assert len([each for each in events if each.kind == "leg.signer_missing"]) == 1
    async with rig.client(DESK) as client:
        hands = (await client.get(f"/v1/routes/{CODE}")).json()["legs"][0]["attempts"][0]["hands"]
    assert (hands["signature"]["prefix"], hands["signature"]["signer"]) == ("TUQ.", JUSTICE)
    assert hands["late_cause"] == "signer_absent_no_delegate"
