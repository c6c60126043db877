"""What became of every number: by the books alone, and through two processes that crash."""

import asyncio
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.adapters.dossiers.idempotency import COLLECTION as KEYS
from services.intake.adapters.dossiers.numbering import COLLECTION, Numbering
from services.intake.adapters.numbers.books import StoredBooks, StoredCodes
from services.intake.adapters.numbers.takers import COLLECTION as TAKERS
from services.intake.adapters.numbers.takers import Takers
from services.intake.application.numbers.audit_numbers import AuditNumbers, BookAudit
from services.intake.domain.numbers.account import State
from services.intake.domain.numbers.book import Book
from services.kernel.dossier_code import SANDBOX_FROM
from services.runtime.failures import PermanentError
from tests.fakes.store import FakeStore
from tests.unit.intake.desk import AGENCY, terms
from tests.unit.intake.office import Office, request

DAY = date(2026, 11, 23)
LATER = timedelta(minutes=5)


async def audited(office: Office, later: timedelta = timedelta(0)) -> list[BookAudit]:
    collection = office.store.collection
    books = StoredBooks(collection(COLLECTION), collection("reservations"), collection(TAKERS))
    used = StoredCodes(collection("dossiers"), collection(KEYS))
    return await AuditNumbers(books, used, terms(), lambda: office.now + later)(DAY, AGENCY)


async def told(office: Office, later: timedelta = timedelta(0)) -> list[tuple[int, int, State]]:
    (audit,) = await audited(office, later)
    return [(span.start, span.end, span.fate.state) for span in audit.account.spans]


async def taker(office: Office) -> Takers:
    takers = Takers(office.store.collection(TAKERS), office.numbering, office.clock)
    await takers.start()
    return takers


async def test_every_number_of_a_day_has_its_reason() -> None:
    """Filed, reserved, promised to a key, held by a living process, and lost with a dead one."""
    office = Office()
    await taker(office)
    await office.file(request("a"))
    await office.reservations.reserve(AGENCY, DAY, 3, client="software-1")
    number = await office.numbering.take(AGENCY, DAY)
    await office.store.collection(KEYS).insert({"_id": "desk-1|b", "code": terms().code(AGENCY, DAY, number)})
    await office.numbering.take(AGENCY, DAY)
    known = [(1, 1, State.DOSSIER), (2, 4, State.RESERVED), (5, 5, State.PROMISED)]
    assert await told(office) == [*known, (6, 6, State.HELD)]
    assert await told(office, LATER) == [*known, (6, 6, State.LOST)]
    (audit,) = await audited(office)
    assert [span.fate.client for span in audit.account.gaps] == ["software-1", None, None]
    assert audit.sound


async def test_numbers_left_over_at_a_clean_stop_are_told_as_given_back() -> None:
    """They are nobody's, and nobody died over them."""
    office = Office()
    takers = await taker(office)
    for number in [await office.numbering.take(AGENCY, DAY) for _ in range(3)]:
        office.numbering.give_back(AGENCY, DAY, number)
    assert await office.numbering.take(AGENCY, DAY) == 1
    await takers.stop()
    assert await told(office) == [(1, 1, State.LOST), (2, 3, State.GIVEN_BACK)]


async def test_a_dossier_beyond_the_book_or_by_an_unknown_taker_is_unexplained() -> None:
    """The audit can fail: a number that nobody took, and one whose process never said that it exists."""
    office = Office()
    await office.numbering.take(AGENCY, DAY)
    await office.store.collection("dossiers").insert({"_id": terms().code(AGENCY, DAY, 3), "version": 1})
    (audit,) = await audited(office)
    assert audit.account.count(State.UNEXPLAINED) == 3
    assert not audit.sound


async def test_numbers_below_the_first_belong_to_paper() -> None:
    """A book that keeps its first numbers for paper gives the next ones."""
    office = Office()
    office.numbering = Numbering(office.store.collection(COLLECTION), lambda book: book.first(51))
    await taker(office)
    assert await office.numbering.take(AGENCY, DAY) == 51
    assert list(await office.numbering.take_range(AGENCY, DAY, 2)) == [52, 53]
    assert await told(office) == [(1, 50, State.PAPER), (51, 53, State.HELD)]


async def test_the_sandbox_has_a_book_of_its_own() -> None:
    """Its numbers are the highest million, and the real book does not move."""
    office = Office()
    office.numbering = Numbering(office.store.collection(COLLECTION), terms().first_number)
    sandbox = [await office.numbering.take(AGENCY, DAY, sandbox=True) for _ in range(2)]
    assert sandbox == [SANDBOX_FROM, SANDBOX_FROM + 1]
    assert await office.numbering.take(AGENCY, DAY) == 1
    assert [audit.book.sandbox for audit in await audited(office)] == [False, True]


async def test_a_book_is_never_continued_into_the_sandbox() -> None:
    """Nine million dossiers of a day are the end of its numbers, and told as such."""
    office = Office()
    full = {"_id": Book(AGENCY, DAY).key, "first": 1, "last": SANDBOX_FROM - 1, "size": 0, "takes": []}
    await office.store.collection(COLLECTION).insert(full)
    with pytest.raises(PermanentError, match="numbers_exhausted"):
        await office.numbering.take(AGENCY, DAY)


async def test_a_book_that_changes_hands_often_keeps_its_whole_log_in_pages() -> None:
    """After hundreds of changes its document is small, and each number still has its taker."""
    store = FakeStore()
    both = [Numbering(store.collection(COLLECTION), process=name) for name in ("left", "right")]
    for turn in range(900):
        await both[turn % 2].take(AGENCY, DAY)
    books = StoredBooks(store.collection(COLLECTION), store.collection("r"), store.collection("t"))
    found = await books.extent(Book(AGENCY, DAY))
    assert found is not None
    takes = {take.start: take.by for take in found[2]}
    assert takes == {number: ("left", "right")[(number - 1) % 2] for number in range(1, 901)}
    assert max(len(row["takes"]) for row in store.tables[COLLECTION].rows.values()) == 200


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.booleans()), max_size=25))
def test_whatever_processes_do_and_die_no_number_is_given_twice_or_left_unexplained(
    turns: list[tuple[int, int, bool]],
) -> None:
    """Three processes take at once, some of them are replaced by new ones while their numbers are on the way."""

    async def play() -> None:
        office = Office()
        processes = [await replaced(office) for _ in range(3)]
        given: list[int] = []
        for who, count, dies in turns:
            takers = [processes[(who + n) % 3].take(AGENCY, DAY) for n in range(count)]
            given += await asyncio.gather(*takers)
            if dies:
                processes[who] = await replaced(office)
        assert len(set(given)) == len(given)
        for audit in await audited(office, LATER):
            assert audit.sound
            assert audit.account.count(State.LOST) == len(given)

    asyncio.run(play())


async def replaced(office: Office) -> Numbering:
    numbering = Numbering(office.store.collection(COLLECTION), clock=office.clock)
    await Takers(office.store.collection(TAKERS), numbering, office.clock).start()
    return numbering
