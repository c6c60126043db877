"""Agency codes in both forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.agency_code import (
    AgencyCode,
    ancestors_of,
    is_within,
    legacy_agency_code,
    parse_agency_code,
    province_of,
)
from services.kernel.code_error import CodeError

_PAIR = st.integers(1, 99).map(lambda n: f"{n:02d}")
_TRIPLE = st.integers(1, 999).map(lambda n: f"{n:03d}")
_PROVINCE = st.builds(lambda letter, n: f"{letter}{n:02d}", st.sampled_from("GHKT"), st.integers(0, 99))


@st.composite
def _codes(draw: st.DrawFn) -> AgencyCode:
    groups = [draw(_PROVINCE)]
    if draw(st.booleans()):
        groups.append(draw(_PAIR))
        groups += [draw(_PAIR)] if draw(st.booleans()) else []
        groups += [draw(_TRIPLE)] if draw(st.booleans()) else []
    return AgencyCode(".".join(groups))


@given(_codes())
def test_older_form_reads_back(code: AgencyCode) -> None:
    """A code written in the older form is the same code when read."""
    assert parse_agency_code(legacy_agency_code(code)) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("H90.20.01", "H90.20.01"),
        ("000.01.20.H90", "H90.20.01"),
        ("000.00.15.H40", "H40.15"),
        ("000.00.00.H90", "H90"),
        ("005.01.20.H90", "H90.20.01.005"),
        (" h90.20.01 ", "H90.20.01"),
        ("H15.50.05.13", "H15.50.05.13"),
    ],
)
def test_both_forms_are_read(text: str, code: str) -> None:
    """Zero groups of the older form mean nothing there."""
    assert parse_agency_code(text) == code


@pytest.mark.parametrize("text", ["", "H9", "H90.", "H90.1", "90.20.01", "H90.20.01.02.03", "000.05.00.H90", "H٩٠.20"])
def test_other_text_is_refused_with_a_remedy(text: str) -> None:
    """Whatever is not an agency code says so and how to write one."""
    with pytest.raises(CodeError) as caught:
        parse_agency_code(text)
    assert caught.value.remedy


def test_code_without_an_older_form_is_refused() -> None:
    """Two digits cannot stand where the older form has a sub-unit of three."""
    with pytest.raises(CodeError):
        legacy_agency_code(AgencyCode("H15.50.05.13"))


def test_within_goes_by_groups() -> None:
    """A shorter group is no ancestor of a longer one that starts with it."""
    assert is_within(AgencyCode("H90.20.01"), AgencyCode("H90.20"))
    assert is_within(AgencyCode("H90.20"), AgencyCode("H90.20"))
    assert not is_within(AgencyCode("H90.201"), AgencyCode("H90.20"))
    assert not is_within(AgencyCode("H90.20"), AgencyCode("H90.20.01"))


def test_province_and_ancestors() -> None:
    """The first group is the province; ancestors come nearest first and include the code."""
    assert province_of(AgencyCode("H90.20.01")) == "H90"
    assert ancestors_of(AgencyCode("H90.20.01")) == ["H90.20.01", "H90.20", "H90"]
