"""The public list: what is found by which words, where, and on which page."""

from datetime import datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.application.public.procedure_list import PAGE_SIZE, ProcedureList, Wanted
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import UnknownAgency
from services.kernel.search_key import search_key
from tests.unit.intake.desk import at, terms

NOW = at("2026-11-23 08:00")


@cache
def listed(moment: datetime = NOW) -> ProcedureList:
    return ProcedureList(terms(), lambda: moment)


@pytest.mark.parametrize(
    "text", ["hôn nhân", "HON NHAN", "nhan  hon", "marital", "1.004873", "tinh trang hon nhan ho tich"]
)
def test_words_are_found_with_and_without_accents(text: str) -> None:
    """Any order, either language, the code, the field."""
    assert "1.004873" in {each.code for each in listed().find(Wanted(text)).procedures}


def test_every_word_must_occur() -> None:
    """One word too many and nothing is found."""
    assert listed().find(Wanted("hôn nhân máy bay")).total == 0


@given(st.sampled_from(sorted(terms().catalogue.procedures)))
def test_every_procedure_in_force_is_found_by_its_unaccented_name(ref: str) -> None:
    """Whatever today's catalogue publishes, its name finds it."""
    procedure = terms().catalogue.procedures[ref]
    today = NOW.date()
    if procedure.published and procedure.validity.covers(today):
        found = listed().find(Wanted(f"{search_key(procedure.name_vi)} {procedure.code}"))
        assert ref in {each.ref for each in found.procedures}


def test_only_the_version_of_the_day_is_listed() -> None:
    """The driving licence is listed once, with the limit of its day."""
    for moment, hours in ((NOW, 40), (at("2023-01-10 08:00"), 64)):
        (found,) = listed(moment).find(Wanted("9.700001")).procedures
        assert found.limit_hours == hours


def test_field_and_agency_narrow_the_list() -> None:
    """A province that files a procedure under another field has it there."""
    here = Wanted("hôn nhân", field="justice", agency=AgencyCode("H91.01.01"))
    assert [each.code for each in listed().find(here).procedures] == ["1.004873"]
    assert listed().find(Wanted("hôn nhân", field="justice")).total == 0
    with pytest.raises(UnknownAgency):
        listed().find(Wanted(agency=AgencyCode("Z99")))


def test_pages_hold_everything_once() -> None:
    """All pages together are the list; a page beyond the last is the last."""
    first = listed().find(Wanted())
    pages = [listed().find(Wanted(page=number)) for number in range(1, first.pages + 1)]
    refs = [each.ref for page in pages for each in page.procedures]
    assert len(refs) == len(set(refs)) == first.total
    assert all(len(page.procedures) == PAGE_SIZE for page in pages[:-1])
    assert listed().find(Wanted(page=1000)).page == first.pages
