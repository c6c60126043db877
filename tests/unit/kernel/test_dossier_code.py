"""Dossier codes in both forms."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.agency_code import AgencyCode
from services.kernel.dossier_code import CodeError, CodeStyle, DossierCode, parse_dossier_code

_AGENCIES = st.sampled_from(["H90", "H90.20", "H90.20.01", "H90.20.01.005", "G22.99.08"])


@given(
    agency=_AGENCIES,
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    sequence=st.integers(1, 9_999_999),
    style=st.sampled_from(CodeStyle),
    date_digits=st.sampled_from([6, 8]),
)
def test_printed_code_reads_back(agency: str, day: date, sequence: int, style: CodeStyle, date_digits: int) -> None:
    """What is printed is read as the same code, in every form."""
    code = DossierCode(AgencyCode(agency), day, sequence, style, date_digits)
    assert parse_dossier_code(str(code)) == code


@pytest.mark.parametrize(
    "text",
    [
        "000.01.20.H90-231019-0001",
        "H15.50.05.13-261008-0975",
        "G22.99.08-260921-896048",
        "H90.20.01-20251019-0000123",
        "H90.20.01-251019-00975",
        "H90.20.01-251019-12345",
    ],
)
def test_read_code_prints_as_it_was(text: str) -> None:
    """Widths of date and number survive reading and printing."""
    assert str(parse_dossier_code(text)) == text


def test_older_form_names_the_same_agency() -> None:
    """The agency of an older code is known by its current code."""
    code = parse_dossier_code("000.01.20.H90-231019-0042")
    assert code == DossierCode(AgencyCode("H90.20.01"), date(2023, 10, 19), 42, CodeStyle.LEGACY)


def test_number_widens_beyond_its_width() -> None:
    """The ten-thousandth dossier of a day gets a fifth digit instead of a used code."""
    numbers = [str(DossierCode(AgencyCode("H90.20.01"), date(2025, 10, 19), n)) for n in (9999, 10000)]
    assert numbers == ["H90.20.01-251019-9999", "H90.20.01-251019-10000"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H90.20.01",
        "H90.20.01-250229-0001",
        "H90.20.01-251301-0001",
        "H90.20.01-20250229-0001",
        "H90.20.01-2510190-0001",
        "H90.20.01-251019-001",
        "H90.20.01-251019-0000",
        "H90.20.01-251019-00000001",
        "000.05.00.H90-251019-0001",
        "H90.20.01-251019-0001\nx",
        "H90.20.01-٢٥١٠١٩-0001",
    ],
)
def test_other_text_is_refused_with_a_remedy(text: str) -> None:
    """Unreal dates, other widths and other text are refused."""
    with pytest.raises(CodeError) as caught:
        parse_dossier_code(text)
    assert caught.value.remedy in str(caught.value)


def test_small_letters_and_spaces_are_forgiven() -> None:
    """Citizens type their code by hand."""
    assert str(parse_dossier_code(" h90.20.01-251019-0001 ")) == "H90.20.01-251019-0001"


@pytest.mark.parametrize(
    ("agency", "day", "sequence", "style"),
    [
        ("H90", date(2025, 1, 1), 0, CodeStyle.CURRENT),
        ("H90", date(2025, 1, 1), 10_000_000, CodeStyle.CURRENT),
        ("H90", date(1999, 1, 1), 1, CodeStyle.CURRENT),
        ("H15.50.05.13", date(2025, 1, 1), 1, CodeStyle.LEGACY),
    ],
)
def test_code_that_could_not_be_printed_cannot_be_made(agency: str, day: date, sequence: int, style: CodeStyle) -> None:
    """A code object always has a text that reads back."""
    with pytest.raises(CodeError):
        DossierCode(AgencyCode(agency), day, sequence, style)
