"""Rosters as they are kept, and work that goes to officers when a route opens, and on when people come and go."""

import asyncio
from datetime import timedelta

import pytest

from services.kernel.signing import Absence, SigningPost, SigningRegister
from services.routing.domain.people.roster import Rostered
from services.runtime.failures import PermanentError, TransientError
from tests.fakes.store import FakeStore
from tests.unit.routing.people.office import PLACE, Office, Registers
from tests.unit.routing.signed import CODE, NOW, lifecycle, snapshot


def _chair(*absences: Absence) -> SigningRegister:
    post = SigningPost("p1", "chair-01", "ward_chair", "QĐ-1", NOW - timedelta(days=30))
    return SigningRegister(PLACE, 1 + len(absences), (post,), absences=absences)


async def test_a_dossier_goes_to_the_officer_of_its_field() -> None:
    """S2-06: told with its opening, and shown on the worklist."""
    office = Office()
    await office.roster("land-04")
    await office.roster("sea-05", "sea", skills=())
    await office.accept()
    [told] = await office.told("leg.assigned")
    assert (told.task, told.officer, told.reason, told.leg) == ("handle", "land-04", "field", "survey")
    assert [(item.code, item.officer, item.signer) for item in await office.work()] == [(CODE, "land-04", None)]


async def test_rostering_somebody_without_the_skill_is_refused() -> None:
    """S2-19: the refusal names field and skill, and the roster stays as it was."""
    office = Office()
    with pytest.raises(PermanentError, match="skill_missing") as refused:
        await office.roster("clerk-03", "land", "sea", skills=())
    assert refused.value.fields == {"field": "land", "skills": "surveying"}
    assert (await office.keep.read(PLACE)).officers == ()
    await office.roster("clerk-03", "sea", skills=())


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (Rostered("clerk-03", ("air",)), "field_unknown"),
        (Rostered("clerk-03", ("sea",), ("flying",)), "skill_unknown"),
        (Rostered("clerk-03", ("sea",), valid_from=NOW, valid_to=NOW), "period_invalid"),
    ],
)
async def test_an_entry_that_makes_no_sense_is_refused(entry: Rostered, reason: str) -> None:
    """Fields and skills are the catalogue's, periods run forward."""
    with pytest.raises(PermanentError, match=reason):
        await Office().keep.put(PLACE, entry)


async def test_an_unknown_agency_has_no_roster() -> None:
    """Nothing is kept for a place that does not exist."""
    with pytest.raises(PermanentError, match="agency_unknown"):
        await Office().keep.put(type(PLACE)("H99.01"), Rostered("clerk-03", ("sea",)))


async def test_concurrent_changes_of_two_processes_are_all_kept() -> None:
    """Each is made again on the newer roster."""
    store = FakeStore()
    first, second = Office(store), Office(store)
    names = [f"officer-{n}" for n in range(6)]
    await asyncio.gather(*(office.roster(name) for name, office in zip(names, [first, second] * 3, strict=True)))
    assert [each.officer for each in (await first.keep.read(PLACE)).officers] == names


async def test_work_moves_on_when_an_officer_leaves_the_roster() -> None:
    """By the next sweep of any process, once, also for what was there before anybody was rostered."""
    store, registers = FakeStore(), Registers()
    office, other = Office(store, registers), Office(store, registers)
    await office.accept()
    await office.roster("land-04")
    assert await office.mend.sweep() == 1
    await office.keep.remove(PLACE, "land-04")
    await office.keep.put(PLACE, Rostered("land-06", ("land",), ("surveying",)))
    assert await other.mend.sweep() == 1
    assert await office.mend.sweep() == 0
    assert [told.officer for told in await office.told("leg.assigned")] == ["land-04", "land-06"]
    assert [item.officer for item in await office.work()] == ["land-06"]


async def test_work_moves_when_an_absence_begins_and_a_missing_signer_is_told() -> None:
    """Nothing else happens on the route: time alone brings the sweep back to the agency."""
    office = Office()
    await office.roster("land-04")
    await office.roster("land-06")
    await office.accept()
    [before] = [item.officer for item in await office.work()]
    starts = NOW + timedelta(hours=2)
    away = [Absence(f"a-{name}", name, starts, NOW + timedelta(days=9)) for name in (str(before), "chair-01")]
    office.registers.learn(_chair(*away))
    assert await office.mend.sweep() == 1  # the signer is found
    office.now = starts - timedelta(minutes=1)
    assert await office.mend.sweep() == 0
    assert await office.told("leg.signer_missing") == []
    office.now = starts
    assert await office.mend.sweep() == 1
    [after] = [item.officer for item in await office.work()]
    assert after != before
    [missing] = await office.told("leg.signer_missing")
    assert (missing.reason, missing.agency) == ("signer_absent_no_delegate", PLACE)
    assert missing.occurred_at < missing.due_at


async def test_many_dossiers_are_mended_page_by_page() -> None:
    """More than one page of the worklist, each once."""
    office = Office()
    codes = [f"H90.01-240506-{number:04d}" for number in range(1, 251)]
    await office.lifecycle([lifecycle(1, snapshot(code=code), code) for code in codes])
    await office.roster("land-04")
    assert await office.mend.sweep() == len(codes)


async def test_processes_that_mend_at_once_do_not_stand_in_each_others_way() -> None:
    """Whoever loses a route looks at it again and finds it done: every leg is given once."""
    store = FakeStore()
    first, second = Office(store), Office(store)
    codes = [f"H90.01-240506-{number:04d}" for number in range(1, 31)]
    await first.lifecycle([lifecycle(1, snapshot(code=code), code) for code in codes])
    await first.roster("land-04")
    mended = await asyncio.gather(first.mend.sweep(), second.mend.sweep())
    assert sum(mended) == len(codes)
    assert [len(await first.told("leg.assigned", code)) for code in codes] == [1] * len(codes)


async def test_a_supervisor_names_another_officer() -> None:
    """It stays with that officer; the same again is one assignment."""
    office = Office()
    await office.roster("land-04")
    await office.accept()
    await office.roster("sea-05", "sea", skills=("surveying",))
    for _ in range(2):
        await office.give("sea-05")
    assert await office.mend.sweep() == 0
    assert [(told.officer, told.reason) for told in await office.told("leg.assigned")] == [
        ("land-04", "field"),
        ("sea-05", "named"),
    ]
    assert [item.officer for item in await office.work()] == ["sea-05"]


@pytest.mark.parametrize(
    ("officer", "leg_id", "code", "reason"),
    [
        ("stranger", "survey", CODE, "officer_not_rostered"),
        ("sea-05", "survey", CODE, "skill_missing"),
        ("land-06", "survey", CODE, "officer_away"),
        ("land-04", "roof", CODE, "dossier_not_found"),
        ("land-04", "survey", "H90.01-240506-0002", "dossier_not_found"),
    ],
)
async def test_work_is_given_to_nobody_who_cannot_do_it(officer: str, leg_id: str, code: str, reason: str) -> None:
    """Not on the roster, without the skill, away; or there is no such leg at this agency."""
    office = Office()
    await office.roster("land-04")
    await office.roster("land-06")
    await office.roster("sea-05", "sea", skills=())
    office.registers.learn(_chair(Absence("a", "land-06", NOW, NOW + timedelta(days=1))))
    await office.accept()
    with pytest.raises(PermanentError, match=reason):
        await office.give(officer, leg_id, code)
    assert len([told for told in await office.told("leg.assigned") if told.reason == "named"]) == 0


async def test_a_sweep_that_fails_looks_again() -> None:
    """An agency stays due until all of its work was looked at."""
    office = Office()
    await office.accept()
    await office.roster("land-04")
    refresh, office.worklist.refresh = office.worklist.refresh, _fails  # type: ignore[method-assign,assignment] # a store that fails once
    with pytest.raises(TransientError):
        await office.mend.sweep()
    office.worklist.refresh = refresh  # type: ignore[method-assign] # and works again
    await office.mend.sweep()
    assert [told.officer for told in await office.told("leg.assigned")] == ["land-04"]


async def _fails(_: object) -> None:
    raise TransientError("store_unreachable")
