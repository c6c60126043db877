"""Registers as they are kept: by several processes at once, cheap to ask."""

import asyncio

import pytest

from services.runtime.failures import PermanentError
from tests.fakes.store import FakeStore, Step, at_once
from tests.unit.intake.delegations.ward import CHAIR, COPY, JUSTICE, WARD, Ward, absence, delegation, post
from tests.unit.intake.desk import at


async def test_concurrent_changes_of_two_processes_are_all_kept() -> None:
    """Each change is made again on the newer register; none is lost."""
    store = FakeStore()
    first, second = Ward(store), Ward(store)
    await first.keep.appoint(WARD, post())
    await asyncio.gather(
        *(
            ward.keep.absent(WARD, absence(f"2024-05-{n:02d} 07:00", f"2024-05-{n:02d} 17:00"))
            for n in range(1, 4)
            for ward in (first, second)
        ),
        first.keep.delegate(WARD, delegation()),
        second.keep.delegate(WARD, delegation(id="d2", delegate="clerk")),
    )
    kept = await Ward(store).keep.read(WARD)
    assert {each.id for each in kept.delegations} == {"d1", "d2"}
    assert len(kept.absences) == 3
    assert kept.version == 6


async def test_another_process_sees_a_revocation_at_once() -> None:
    """The kept register is good only as long as its version holds."""
    store = FakeStore()
    office, desk = Ward(store), Ward(store)
    await office.keep.appoint(WARD, post())
    await office.keep.delegate(WARD, delegation())
    assert (await desk.registers.current(WARD)).delegations[0].revoked_at is None
    await office.keep.revoke(WARD, "d1")
    assert (await desk.registers.current(WARD)).delegations[0].revoked_at == office.now


async def test_many_signatures_at_once_share_one_small_read() -> None:
    """Two hundred certifications ask the store for one version number, not for two hundred registers."""
    steps: list[str] = []

    async def counted(step: Step) -> object:
        steps.append(step.name)
        return await at_once(step)

    store = FakeStore(gate=counted)
    ward = Ward(store)
    await ward.keep.appoint(WARD, post())
    await ward.keep.delegate(WARD, delegation())
    await ward.registers.current(WARD)
    steps.clear()
    await asyncio.gather(*(ward.registers.current(WARD) for _ in range(200)))
    assert len(steps) <= 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"role": "king"}, "signer_role_unknown"),
        ({"procedures": ("9.999999",)}, "procedure_unknown"),
        ({"valid_to": at("2024-01-15 00:00")}, "period_invalid"),
        ({"delegate": CHAIR}, "delegation_to_oneself"),
        ({"prefix": "XX."}, "signing_prefix_unknown"),
    ],
)
async def test_an_entry_that_makes_no_sense_is_refused(changes: dict[str, object], reason: str) -> None:
    """Roles and procedures are the catalogue's, periods run forward."""
    ward = Ward()
    await ward.keep.appoint(WARD, post())
    with pytest.raises(PermanentError, match=reason):
        await ward.keep.delegate(WARD, delegation(**changes))
    assert (await ward.keep.read(WARD)).delegations == ()


async def test_an_absence_can_end_early() -> None:
    """The chair is back from the meeting and signs again."""
    ward = Ward()
    await ward.keep.appoint(WARD, post(procedures=(COPY,)))
    gone = await ward.keep.absent(WARD, absence("2024-05-06 07:00", "2024-05-06 17:00"))
    await ward.keep.back(WARD, gone.id)
    assert not (await ward.keep.read(WARD)).is_away(CHAIR, ward.now)
    with pytest.raises(PermanentError, match="delegation_unknown"):
        await ward.keep.revoke(WARD, JUSTICE)
