from datetime import date

import pytest

from services.kernel.agency_code import AgencyCode
from tests.unit.intake.desk import AGENCY
from tests.unit.intake.office import Office

DAY = date(2026, 11, 23)
OTHER = AgencyCode("H90.02")


async def test_reserved_codes_are_the_agencys_and_no_filings() -> None:
    """What is handed out is consecutive, recognised, and skipped by the desk's own numbering."""
    office = Office()
    codes = await office.reservations.reserve(AGENCY, DAY, 3)
    assert codes == ["H90.01-261123-0001", "H90.01-261123-0002", "H90.01-261123-0003"]
    assert await office.reservations.reserved(dict.fromkeys(codes, AGENCY)) == set(codes)
    assert await office.numbering.take(AGENCY, DAY) == 4


@pytest.mark.parametrize(
    ("code", "agency"),
    [
        ("H90.01-261123-0004", AGENCY),
        ("H90.01-261124-0001", AGENCY),
        ("H90.01-261123-0001", OTHER),
        ("H90.02-261123-0001", OTHER),
        ("H90.01-20261123-0001", AGENCY),
        ("000.00.01.H90-261123-0001", AGENCY),
        ("H90.01-261123-00001", AGENCY),
        ("h90.01-261123-0001", AGENCY),
        ("nonsense", AGENCY),
        ("H90.01-261323-0001", AGENCY),
    ],
)
async def test_no_other_code_and_no_other_spelling_counts(code: str, agency: AgencyCode) -> None:
    """Another spelling of a reserved number would be a second code for it."""
    office = Office()
    await office.reservations.reserve(AGENCY, DAY, 3)
    assert not await office.reservations.reserved({code: agency})


async def test_codes_of_the_past_have_the_style_of_their_rule_pack() -> None:
    """Before 01/7/2025 the older form is issued and recognised."""
    office = Office()
    (code,) = await office.reservations.reserve(AGENCY, date(2024, 3, 5), 1)
    assert code == "000.00.01.H90-240305-0001"
    assert await office.reservations.reserved({code: AGENCY, "x": AGENCY}) == {code}
