"""Signed hand-offs on the real broker: by a shared secret, by a private key, and one that was tampered with."""

from services.contracts.events.lifecycle import Registered
from services.kernel.times import utc_now
from tests.component.routing.conftest import Rig, wait_for
from tests.unit.routing.signed import (
    CODE,
    LAND,
    PRIVATE,
    TAX,
    LegCompleted,
    LegReceived,
    ed25519_credential,
    lifecycle,
    report,
    snapshot,
)


async def test_how_a_hand_off_was_verified_can_be_read_and_a_forged_one_is_a_dead_letter(rig: Rig) -> None:
    """The land office signs with a private key, the tax office with a shared secret; somebody else changes a byte."""
    await rig.give_credential(ed25519_credential(LAND, "ed"))
    await rig.start()
    await rig.send(lifecycle(1, snapshot(Registered)), lifecycle(2, snapshot(backfill=True)))
    await rig.until_told(CODE, "leg.dispatched")
    now = utc_now()
    forged = report(LegCompleted, "appraise", id_="forged", now=now, signed_at=now, tampered=True)
    done = report(LegCompleted, "appraise", id_="done", now=now, signed_at=now, private_key=PRIVATE, signer="ed")
    taken = report(LegReceived, "tax", TAX, id_="taken", now=now, signed_at=now, hours=2)
    await rig.send(forged, done)
    await rig.until_told(CODE, "leg.dispatched", 2)
    await rig.send(taken)
    await rig.until_told(CODE, "leg.acknowledged", 2)

    async def refused() -> bool:
        return [letter.reason for letter in await rig.letters()] == ["signature_bad"]

    await wait_for(refused)
    async with rig.client(TAX) as client:
        route = (await client.get(f"/v1/routes/{CODE}")).json()
    shown = [each for leg in route["legs"] for attempt in leg["attempts"] for each in attempt["handoffs"]]
    assert [(each["report"], each["verification"]["algorithm"]) for each in shown] == [
        ("done", "ed25519"),
        ("taken", "hmac-sha256"),
    ]
    assert [(each["report"], each["reason"]) for each in route["refused_handoffs"]] == [("forged", "signature_bad")]
