"""The tracking book of an agency over a period."""

from datetime import date, timedelta

import pytest

from services.kernel.agency_code import AgencyCode
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from tests.unit.intake.desk import AGENCY, at
from tests.unit.intake.documents.printing import DESK, LAND, PrintingOffice, press, text_of
from tests.unit.intake.office import request, submission


async def test_the_book_lists_the_dossiers_of_the_period_in_order() -> None:
    """Both days included, others not; each dossier shown is noted as read."""
    office = PrintingOffice()
    codes = []
    for n, day in enumerate(("2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25")):
        office.now = at(f"{day} 09:00")
        codes.append(await office.filed(f"key-{n}"))
    await office.print(codes[1], "receipt", DESK)
    office.log.notes.clear()
    book = await office.register_book(AGENCY, date(2026, 11, 23), date(2026, 11, 24), DESK)
    text = text_of(press().compile(book))
    assert [code for code in codes if code in text] == codes[1:3]
    assert "Từ ngày 23/11/2026 đến ngày 24/11/2026" in text
    assert "Tổng số: 2 hồ sơ." in text
    assert [code for _, _, code, _ in office.log.notes] == codes[1:3]


async def test_an_empty_period_gives_an_empty_book() -> None:
    """It says so rather than show nothing."""
    office = PrintingOffice()
    book = await office.register_book(AGENCY, date(2026, 11, 23), date(2026, 11, 23), DESK)
    assert "Không có hồ sơ nào trong kỳ này." in text_of(press().compile(book))


@pytest.mark.parametrize("days", [-1, 31])
async def test_a_period_upside_down_or_too_long_is_refused(days: int) -> None:
    """A month at most."""
    first = date(2026, 11, 1)
    with pytest.raises(PermanentError, match="register_period"):
        await PrintingOffice().register_book(AGENCY, first, first + timedelta(days=days), DESK)


async def test_a_successor_has_the_books_of_the_agency_before_it() -> None:
    """The abolished agency's dossiers stay in its own book, which the new one prints."""
    old, office = AgencyCode("H90.08"), PrintingOffice()
    office.now = at("2025-06-25 09:00")
    code = (await office.file(request("a", agency=old, submission=submission()))).dossier.code
    office.now = at("2025-07-02 09:00")
    heir = Principal("desk-8", frozenset({"H90.08.01"}))
    book = await office.register_book(old, date(2025, 6, 25), date(2025, 6, 25), heir)
    assert code in text_of(press().compile(book))


async def test_only_the_agency_itself_prints_its_book() -> None:
    """Names are in it."""
    with pytest.raises(PermanentError, match="agency_not_allowed"):
        await PrintingOffice().register_book(AGENCY, date(2026, 11, 1), date(2026, 11, 2), LAND)
