"""Serial numbers of forms: without gaps, never twice, the same again when printed again."""

import asyncio
from datetime import timedelta

from services.intake.adapters.documents.serials import INDEXES, StoredSerials
from services.intake.application.documents.ports import Book, Confirmation
from tests.fakes.store import EVERYTHING, FakeStore, Gate, Step, Table
from tests.unit.intake.desk import AGENCY, at

BOOK = Book(AGENCY, 2026, "receipt")
NOW = at("2026-11-23 08:00")


def serials(tables: dict[str, Table], gate: Gate | None = None) -> StoredSerials:
    """The books of one process, with the unique index that the real store keeps."""
    store = FakeStore(tables) if gate is None else FakeStore(tables, gate)
    (index,) = INDEXES
    assert index.unique
    tables.setdefault("serials", Table(unique=(index.keys[0][0],)))
    return StoredSerials(store.collection("serials"))


async def test_two_processes_share_the_numbers_of_a_book() -> None:
    """Forty forms issued by two processes at once get the numbers 1 to 40."""
    tables: dict[str, Table] = {}
    processes = [serials(tables), serials(tables)]
    issued = await asyncio.gather(
        *(processes[n % 2].issue(f"code-{n}|receipt|1", BOOK, NOW, "desk-1") for n in range(40))
    )
    assert sorted(each.number for each in issued) == list(range(1, 41))


async def test_printing_at_once_in_two_processes_gives_one_number() -> None:
    """However often a form is issued, and wherever, it has one number, and no other is used up."""
    tables: dict[str, Table] = {}
    processes = [serials(tables), serials(tables)]
    issued = await asyncio.gather(*(processes[n % 2].issue("same|receipt|1", BOOK, NOW, "desk-1") for n in range(10)))
    assert {each.number for each in issued} == {1}
    following = await processes[1].issue("other|receipt|1", BOOK, NOW, "desk-1")
    assert following.number == 2


async def test_a_crash_while_issuing_leaves_no_gap() -> None:
    """Killed before or after the one write, the form has its number or nobody has it."""
    for effect in (0, EVERYTHING):
        tables: dict[str, Table] = {}
        await serials(tables).issue("first|receipt|1", BOOK, NOW, "desk-1")
        with_crash = serials(tables, crash_at_write(effect))
        await asyncio.gather(with_crash.issue("crashed|receipt|1", BOOK, NOW, "desk-1"), return_exceptions=True)
        again = await serials(tables).issue("crashed|receipt|1", BOOK, NOW, "desk-1")
        after = await serials(tables).issue("third|receipt|1", BOOK, NOW, "desk-1")
        assert (again.number, after.number) == (2, 3)


async def test_each_kind_year_and_agency_has_its_own_book() -> None:
    """Books begin at 1, and the time of issue stays that of the first printing."""
    book = serials({})
    first = await book.issue("a|receipt|1", BOOK, NOW, "desk-1")
    others = [Book(AGENCY, 2027, "receipt"), Book(AGENCY, 2026, "apology")]
    numbers = [(await book.issue(f"{n}|x|1", other, NOW, "desk-1")).number for n, other in enumerate(others)]
    again = await book.issue("a|receipt|1", BOOK, NOW + timedelta(days=3), "desk-2")
    assert numbers == [1, 1]
    assert (again, first.at, first.issued_by) == (first, NOW, "desk-1")


async def test_numbers_go_on_beyond_their_digits_in_order() -> None:
    """After 9 comes 10, also for a process that has just started."""
    tables: dict[str, Table] = {}
    for n in range(11):
        last = await serials(tables).issue(f"{n}|receipt|1", BOOK, NOW, "desk-1")
    assert last.number == 11


async def test_the_first_confirmation_stays() -> None:
    """A second one, by another means, changes nothing; one without a form is refused."""
    book = serials({})
    signed = Confirmation("applicant", "signature", NOW, "desk-1")
    assert await book.confirm("a|receipt|1", signed) is None
    await book.issue("a|receipt|1", BOOK, NOW, "desk-1")
    await book.confirm("a|receipt|1", signed)
    kept = await book.confirm("a|receipt|1", Confirmation("delegate", "fingerprint", NOW, "desk-2"))
    assert kept is not None
    assert kept.confirmation == signed


def crash_at_write(effect: int) -> Gate:
    """The first write has its effect or not, then the process is gone."""

    async def gate(step: Step) -> object:
        if not step.name.endswith("write_bulk"):
            return step.apply(EVERYTHING)
        if effect:
            step.apply(effect)
        raise ConnectionResetError

    return gate
