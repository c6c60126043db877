"""Vietnamese text, long text and hostile text on a printed form."""

import pypdfium2 as pdfium
import pytest

from services.intake.application.documents.paper import Cells, Facts, Letterhead, Listing, Paper, SignatureBox, Text
from services.intake.application.dossiers.applicant import Applicant
from tests.unit.intake.documents.printing import DESK, PrintingOffice, press, text_of

VOWELS = "aàáảãạ ăằắẳẵặ âầấẩẫậ eèéẻẽẹ êềếểễệ iìíỉĩị oòóỏõọ ôồốổỗộ ơờớởỡợ uùúủũụ ưừứửữự yỳýỷỹỵ đ"
HOSTILE = (
    '#panic("x") $x^2$ \\ *bold* _emph_ `raw` @ref <label> = // /* */ ~ -- --- … "quoted" \'single\' [a](b) {{ 7*7 }}'
)
LETTERHEAD = Letterhead("Ủy ban nhân dân Đắk Song", "Bộ phận tiếp nhận và trả kết quả", "Đắk Song, ngày 01")


def paper(*texts: str) -> Paper:
    """Each text in every kind of block."""
    blocks = [
        block
        for text in texts
        for block in (
            Text(text),
            Facts((("Nhãn", text),)),
            Listing("Danh sách", (text,)),
            Cells(("Cột",), ((text,),), (1,), ("left",)),
        )
    ]
    return Paper("01", "Giấy thử", LETTERHEAD, blocks, (SignatureBox("Người ký", "(Ký)", name=texts[0]),))


@pytest.mark.parametrize("letters", [VOWELS, VOWELS.upper()])
def test_every_vietnamese_letter_is_set(letters: str) -> None:
    """What a reader copies from the PDF is what was written, letter by letter."""
    assert text_of(press().compile(paper(letters))).count(letters) == 5


def test_hostile_text_is_printed_as_it_stands() -> None:
    """No text of a citizen is markup: not for the compiler of the PDF, nor for a browser."""
    document = paper(HOSTILE)
    assert text_of(press().compile(document)).count(HOSTILE) >= 2
    assert "{{ 7*7 }}" in press().html(document)
    assert "&lt;label&gt;" in press().html(document)
    assert "<label>" not in press().html(document)


async def test_a_hostile_name_goes_through_filing_and_printing() -> None:
    """The whole way from the vault to the page."""
    office = PrintingOffice()
    code = await office.filed(applicant=Applicant("Nguyễn #Mai $1 \\ *A*", phone="0912 345 678"))
    receipt = await office.print(code, "receipt", DESK)
    assert "Nguyễn #Mai $1 \\ *A*" in text_of(press().compile(receipt))


def test_long_text_wraps_inside_the_margins() -> None:
    """A name of 200 characters, also one without a space, leaves nothing beyond the edge of the page."""
    pdf = press().compile(paper("Nguyễn Thị Minh " * 12, "Ư" * 200))
    for page in pdfium.PdfDocument(pdf):
        text = page.get_textpage()
        right = max(text.get_charbox(place)[2] for place in range(text.count_chars()))
        assert right <= page.get_width() - 30


def test_the_same_form_gives_the_same_bytes() -> None:
    """Nothing of the machine or the moment is in it."""
    assert press().compile(paper("Một")) == press().compile(paper("Một"))
