"""Forms over HTTP, on the real store."""

import asyncio
import re

import pypdfium2 as pdfium

from services.kernel.dossier_code import parse_dossier_code
from tests.component.intake.rig import STRANGER, Rig


async def test_a_receipt_is_printed_confirmed_and_in_the_book(rig: Rig) -> None:
    """PDF and HTML have one number, however many print at once; the book of the day lists it."""
    code = (await rig.file())["code"]
    client, replica = rig.client(), rig.client(intake=await rig.replica())
    path = f"/v1/dossiers/{code}/forms/receipt"
    pdf, html, *_ = await asyncio.gather(
        client.get(f"{path}.pdf"), replica.get(f"{path}.html"), replica.get(f"{path}.pdf")
    )
    assert pdf.headers["content-type"] == "application/pdf"
    text = pdfium.PdfDocument(pdf.content)[0].get_textpage().get_text_range()
    assert "Nguyễn Thị Mai" in text
    assert "Số: 1/TNHS" in text
    assert "Số: 1/TNHS" in html.text
    assert "style-src 'sha256-" in html.headers["content-security-policy"]
    confirmed = await client.post(f"{path}/confirmation", json={"method": "fingerprint"})
    assert confirmed.json()["confirmation"]["method"] == "fingerprint"
    today = parse_dossier_code(code).day.isoformat()
    book = await client.get(f"/v1/agencies/H90.01/register.html?from={today}&to={today}")
    assert code in book.text
    log = await rig.intake.ground.access_log.entries(code)
    assert {entry.purpose for entry in log} == {"print_form"}


async def test_strangers_print_nothing(rig: Rig) -> None:
    """For another agency the dossier does not exist, and its book is closed to it."""
    code = (await rig.file())["code"]
    stranger = rig.client(STRANGER)
    assert (await stranger.get(f"/v1/dossiers/{code}/forms/receipt.pdf")).status_code == 404
    book = await stranger.get("/v1/agencies/H90.01/register.pdf?from=2026-11-01&to=2026-11-02")
    assert book.status_code == 403


async def test_two_processes_number_the_forms_of_one_book_without_gap(rig: Rig) -> None:
    """Each receipt is printed by both at once and has one number; together they are 1 to 12."""
    codes = [(await rig.file())["code"] for _ in range(12)]
    clients = [rig.client(), rig.client(intake=await rig.replica())]
    pages = await asyncio.gather(
        *(client.get(f"/v1/dossiers/{code}/forms/01.html") for code in codes for client in clients)
    )
    numbers = [int(found[1]) for page in pages if (found := re.search(r"Số: (\d+)/TNHS", page.text))]
    assert sorted(numbers) == sorted([*range(1, 13), *range(1, 13)])
    assert numbers[::2] == numbers[1::2]
