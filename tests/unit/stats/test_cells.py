"""Cells: paths that no value can break out of, and profiles that read back as they were written."""

from hypothesis import given
from hypothesis import strategies as st

from services.stats.domain.cells import (
    Profile,
    escape,
    mark_of,
    parse_mark,
    parse_profile,
    path_of,
    profile_key,
    unescape,
    value_of,
)
from services.stats.domain.counters import targets
from tests.unit.stats.stories import CELL, on

PROFILES = st.builds(
    Profile,
    channel=st.text(),
    assisted=st.booleans(),
    tags=st.lists(st.text(min_size=1), unique=True).map(lambda tags: tuple(sorted(tags))),
    field=st.text(),
    tier=st.text(),
    attributes=st.dictionaries(st.text(), st.text()).map(lambda found: tuple(sorted(found.items()))),
)


@given(st.text())
def test_escaped_text_is_one_part_of_a_path(text: str) -> None:
    """No dot opens a level, no dollar is taken for an operator, and nothing is lost."""
    assert not set(escape(text)) & set(".$;=,|@\0")
    assert unescape(escape(text)) == text


@given(PROFILES)
def test_a_profile_reads_back_as_it_was_written(profile: Profile) -> None:
    """Any values of the dimensions survive, and the key is one part of a path."""
    key = profile_key(profile)
    assert parse_profile(key) == profile
    assert "." not in key


@given(PROFILES)
def test_a_mark_reads_back_as_the_rest_of_its_profile(profile: Profile) -> None:
    """Whatever the tags and attributes are called; what is in no mark has roll-ups of its own."""
    mark = mark_of(profile_key(profile))
    assert parse_mark(mark) == profile._replace(channel="", field="", tier="")
    assert mark
    assert "." not in mark


def test_dossiers_without_anything_special_have_one_short_mark() -> None:
    """Most have none, and it stands in every path of their roll-ups."""
    plain = Profile("online", assisted=False, tags=(), field="land", tier="district", attributes=())
    assert mark_of(profile_key(plain)) == "-"


def test_a_dossier_is_counted_at_every_grain() -> None:
    """By day and by month at its agency; by day, month and year in its province; and on the axes."""
    day = on(0)
    assert [target.counter for target in targets(CELL, day)] == [
        "axes",
        "axes|H90",
        f"day|H90.20.01|{day}",
        "month|H90.20.01|land|2026-11",
        *(f"{name}|H90|district|{day}" for name in ("fields", "agencies", "marks")),
        *(f"{name}|H90|district|2026-11" for name in ("fields", "agencies", "marks")),
        *(f"{name}|H90|district|2026" for name in ("fields", "agencies", "marks")),
        *(f"received|H90|district|{period}" for period in (day, day, "2026-11", "2026-11", "2026", "2026")),
    ]


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_dimensions_read_back_from_their_path(values: list[str]) -> None:
    """No value breaks out of its part of the path, and one that is absent stays absent."""
    parts = path_of(tuple(values)).split(".")
    assert [value_of(part) for part in parts] == ["" if value == "-" else value for value in values]
