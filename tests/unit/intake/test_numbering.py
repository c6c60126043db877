import asyncio
from datetime import date

from services.intake.adapters.dossiers.numbering import Numbering
from services.kernel.agency_code import AgencyCode
from tests.fakes.store import EVERYTHING, FakeStore, Step
from tests.unit.intake.desk import AGENCY

DAY = date(2026, 11, 23)
OTHER = AgencyCode("H90.02")


async def test_concurrent_takers_share_one_increment() -> None:
    """A hundred filings at once need a handful of requests to the store."""
    calls: list[str] = []

    async def gate(step: Step) -> object:
        calls.append(step.name)
        await asyncio.sleep(0)
        return step.apply(EVERYTHING)

    numbering = Numbering(FakeStore(gate=gate).collection("numbers"))
    taken = await asyncio.gather(*(numbering.take(AGENCY, DAY) for _ in range(100)))
    assert sorted(taken) == list(range(1, 101))
    assert len(calls) <= 4


async def test_replicas_give_no_number_twice_and_leave_no_gap() -> None:
    """Three processes over one store, two agencies, all at once."""
    store = FakeStore()
    replicas = [Numbering(store.collection("numbers")) for _ in range(3)]
    wanted = [(replica, agency) for replica in replicas for agency in (AGENCY, OTHER) for _ in range(50)]
    taken = await asyncio.gather(*(replica.take(agency, DAY) for replica, agency in wanted))
    for agency in (AGENCY, OTHER):
        mine = [number for number, (_, of) in zip(taken, wanted, strict=True) if of == agency]
        assert sorted(mine) == list(range(1, 151))


async def test_a_number_given_back_goes_to_the_next_taker_of_that_day_only() -> None:
    """It is never lost and never given for another agency or day."""
    numbering = Numbering(FakeStore().collection("numbers"))
    assert [await numbering.take(AGENCY, DAY) for _ in range(3)] == [1, 2, 3]
    numbering.give_back(AGENCY, DAY, 2)
    assert await numbering.take(OTHER, DAY) == 1
    assert await numbering.take(AGENCY, date(2026, 11, 24)) == 1
    assert sorted(await asyncio.gather(*(numbering.take(AGENCY, DAY) for _ in range(2)))) == [2, 4]


async def test_a_range_is_consecutive_and_nobody_elses() -> None:
    """Reservations and filings draw from one counter."""
    numbering = Numbering(FakeStore().collection("numbers"))
    first, reserved = await numbering.take(AGENCY, DAY), await numbering.take_range(AGENCY, DAY, 10)
    assert (first, list(reserved), await numbering.take(AGENCY, DAY)) == (1, list(range(2, 12)), 12)
