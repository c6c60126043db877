"""Which format a request means."""

import pytest

from services.stats.application.papers.formats import Format, file_name, format_of
from services.stats.domain.papers.asking import Asked
from tests.unit.stats.papers.samples import long_table, sample

NOTHING = Asked()
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
    """Nothing else of what was asked, which may be of one person, gets into a name."""
    assert file_name(sample(), NOTHING, Format.XLSX) == "sample-2026-01-01-2026-03-31.xlsx"
    assert file_name(long_table(0), NOTHING, Format.CSV) == "long-2026-03-31.csv"


def test_a_file_name_tells_whose_figures_it_has() -> None:
    """Two agencies' files of one month must not overwrite each other; what is no code is never in a name."""
    two = Asked((("agency", ("H90.20", "H91")), ("officer", ("lan",))))
    assert file_name(sample(), two, Format.CSV) == "sample-H90.20-H91-2026-01-01-2026-03-31.csv"
    many = Asked((("agency", ("H90", "H91", "H92", "H93")),))
    assert file_name(sample(), many, Format.CSV) == "sample-4-2026-01-01-2026-03-31.csv"
    assert file_name(long_table(0), Asked((("place", ("country",)),)), Format.CSV) == "long-2026-03-31.csv"
