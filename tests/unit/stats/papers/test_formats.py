"""Which format a request means."""

import pytest

from services.stats.application.papers.formats import Format, file_name, format_of
from tests.unit.stats.papers.samples import long_table, sample

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", Format.JSON),
        ("*/*", Format.JSON),
        ("text/csv", Format.CSV),
        (XLSX, Format.XLSX),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Format.HTML),
        ("application/json;q=0.5, text/csv;q=0.9", Format.CSV),
        ("text/*", Format.CSV),
        ("text/*;q=0.3, text/html;q=0.7", Format.HTML),
        ("text/csv;q=0, */*;q=0.1", Format.JSON),
        ("Text/CSV ; q=0.4", Format.CSV),
        ("application/pdf", None),
        ("application/json;q=0", None),
        ("text/csv;q=best", None),
    ],
)
def test_accept_is_negotiated(accept: str, expected: Format | None) -> None:
    """The most wanted of ours, each by the most exact range that names it; what is not ours is not guessed."""
    assert format_of(accept) == expected


def test_file_names_have_keys_and_days_only() -> None:
    """Nothing of what was asked, which may be of one agency or person, gets into a name."""
    assert file_name(sample(), Format.XLSX) == "sample-2026-01-01-2026-03-31.xlsx"
    assert file_name(long_table(0), Format.CSV) == "long-2026-03-31.csv"
