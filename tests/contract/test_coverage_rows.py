import pytest

from tests.contract.coverage_rows import deliveries, missing_place, missing_test, rows


def test_every_delivery_belongs_to_a_row() -> None:
    """Nothing claims a row that nobody asked for."""
    assert sorted(deliveries().keys() - {row.id for row in rows()}) == []


@pytest.mark.parametrize("row", [row.id for row in rows()])
def test_what_a_row_names_exists(row: str) -> None:
    """The places and tests of a row are real ones."""
    found = deliveries().get(row, [])
    problems = [check(each) for each in found for check in (missing_place, missing_test)]
    assert [problem for problem in problems if problem] == []
