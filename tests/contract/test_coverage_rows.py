import pytest

from tests.contract.coverage_rows import TABLE, deliveries, missing_place, missing_test, rows, table


def test_every_delivery_belongs_to_a_row() -> None:
    """Nothing claims a row that nobody asked for."""
    assert sorted(deliveries().keys() - {row.id for row in rows()}) == []


@pytest.mark.parametrize("row", [row.id for row in rows()])
def test_what_a_row_names_exists(row: str) -> None:
    """The places and tests of a row are real ones."""
    found = deliveries().get(row, [])
    problems = [check(each) for each in found for check in (missing_place, missing_test)]
    assert [problem for problem in problems if problem] == []


def test_every_row_has_a_delivery() -> None:
    """No row that the articles ask of any service is without a place and a test."""
    assert sorted({row.id for row in rows()} - deliveries().keys()) == []


@pytest.mark.parametrize("service", ["routing", "stats"])
def test_what_services_share_is_shown_with_each(service: str) -> None:
    """A row that several services share is not delivered by one of them for all."""
    shared = {row.id for row in rows() if service in row.services}
    shown = {id_ for id_, found in deliveries().items() if any(service in each.where + each.test for each in found)}
    assert sorted(shared - shown) == []


def test_the_table_is_the_one_that_the_files_give() -> None:
    """docs/coverage.md was made after the last change."""
    assert TABLE.read_text(encoding="utf-8") == table()
