"""A scanner finds on the printed form what a citizen needs to look the dossier up."""

import pytest

from tests.unit.intake.desk import at
from tests.unit.intake.documents.printing import DESK, PUBLIC_URL, PrintingOffice, codes_on, picture_of, press

SCANNER = 200 / 72
"""Pixels per point at 200 to the inch, the coarsest setting of an office scanner."""


@pytest.mark.parametrize("form", ["receipt", "step-log"])
async def test_qr_opens_the_look_up_and_the_barcode_is_the_code(form: str) -> None:
    """Both codes are read back from the rendered page, even at a coarse resolution."""
    office = PrintingOffice()
    code = await office.filed()
    pdf = press().compile(await office.print(code, form, DESK))
    found = codes_on(picture_of(pdf, scale=SCANNER))
    assert found == {"QR Code": f"{PUBLIC_URL}/tra-cuu/{code}", "Code 128": code}


async def test_a_legacy_code_fits_its_barcode() -> None:
    """The older, longer codes are read back too."""
    office = PrintingOffice()
    office.now = at("2024-05-06 08:00")
    code = await office.filed()
    assert code == "000.00.01.H90-240506-0001"
    pdf = press().compile(await office.print(code, "01", DESK))
    assert codes_on(picture_of(pdf, scale=SCANNER))["Code 128"] == code
