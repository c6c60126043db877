"""Registers are told to those who check signatures elsewhere: all of it with every change, once, without names."""

from datetime import timedelta
from typing import Any

from pydantic import TypeAdapter

from services.contracts.events.signing import SigningChanged
from services.intake.adapters.delegations.registers import COLLECTION
from services.intake.adapters.delegations.signing_event import signing_changed
from services.kernel.signing import SigningRegister
from tests.unit.intake.delegations.ward import WARD, Ward, absence, delegation, post, register


async def _outbox(ward: Ward) -> list[dict[str, Any]]:
    row = await ward.store.collection(COLLECTION).find_one({"_id": WARD})
    assert row is not None
    outbox: list[dict[str, Any]] = row.get("outbox", [])
    return outbox


async def test_every_change_publishes_the_whole_register() -> None:
    """In the same write as the change, under the agency's key, numbered without a gap."""
    ward = Ward()
    await ward.keep.appoint(WARD, post())
    await ward.keep.delegate(WARD, delegation())
    await ward.keep.delegate(WARD, delegation())
    told = await _outbox(ward)
    assert [entry["seq"] for entry in told] == [1, 2]
    assert {entry["key"] for entry in told} == {WARD}


async def test_a_register_from_before_is_published_once() -> None:
    """One that was kept before registers were published goes out at the next start, and at no other."""
    ward = Ward()
    state = TypeAdapter(SigningRegister).dump_python(register(delegation()), mode="json")
    await ward.store.collection(COLLECTION).insert({"_id": WARD, "version": 2, "state": state})
    for _ in range(2):
        await ward.registers.publish_missing()
    assert len(await _outbox(ward)) == 1
    kept = await ward.registers.current(WARD)
    assert (kept.version, kept.delegations[0].id) == (3, "d1")


def test_absences_of_long_ago_are_left_out() -> None:
    """The event must not grow for ever; who was away years ago signs no paper of today."""
    then, lately = absence("2024-01-02 07:00", "2024-01-02 17:00"), absence("2024-05-02 07:00", "2024-05-02 17:00")
    told = signing_changed(register(then, lately), lately.ends_at + timedelta(days=1))
    assert [each.id for each in told.absences] == [lately.id]
    assert SigningChanged.model_validate_json(told.model_dump_json()) == told
