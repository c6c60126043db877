"""Charts draw what they are given, in proportion, and say it in words."""

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.stats.entrypoints.http.dashboard.charts.bars import part_bar, value_bar
from services.stats.entrypoints.http.dashboard.charts.columns import Column, Group, column_chart
from services.stats.entrypoints.http.dashboard.charts.lines import Dot, line_chart
from services.stats.entrypoints.http.dashboard.charts.scale import scale_for


@given(st.integers(0, 10**9))
def test_an_axis_reaches_the_most_in_at_most_four_round_steps(most: int) -> None:
    """Steps are 1, 2 or 5 times a power of ten, and the axis is at most twice as high as it must be (from 2 on)."""
    scale = scale_for(most)
    assert scale.top >= most
    assert scale.top // scale.step <= 4
    assert str(scale.step).rstrip("0") in {"1", "2", "5"}
    assert most < 2 or scale.top <= 2 * most


def test_columns_stand_in_proportion_and_parts_on_one_another() -> None:
    """40 is twice as high as 20; the late part begins where the part in time ends."""
    groups = [Group("T1", "one", (Column((("received", 40),)), Column((("in-time", 15), ("late", 5)))))]
    bars = re.findall(
        r'class="([\w-]+)" x="[^"]+" y="([\d.]+)" width="[^"]+" height="([\d.]+)"', column_chart("", groups, str)
    )
    (_, received_top, received), (_, in_time_top, in_time), (_, late_top, late) = [
        (look, float(top), float(high)) for look, top, high in bars
    ]
    assert received == 2 * (in_time + late)
    assert late_top + late == in_time_top
    assert in_time_top + in_time == received_top + received


def test_a_hidden_count_is_drawn_the_same_whatever_it_is() -> None:
    """Neither its height nor any text tells it."""
    chart = column_chart("", [Group("T1", "", (Column((("in-time", None), ("late", 4_321))),))], str)
    assert "hidden-count" in chart
    assert "4321" not in chart


def test_what_charts_are_given_is_text_and_never_markup() -> None:
    """A name with a bracket in it does not end the picture."""
    group = Group("<T1>", 'a "title" <b>', (Column((("received", 3),)),))
    chart = column_chart("about <x>", [group], lambda number: f"<{number}>")
    assert "<T1>" not in chart
    assert "&lt;b&gt;" in chart
    assert 'aria-label="about &lt;x&gt;"' in chart


def test_a_line_has_a_gap_where_there_is_no_value() -> None:
    """Three dots with one month missing between them are joined once."""
    dots = [Dot("1", "", Decimal(97)), Dot("2", "", Decimal(98)), Dot("3", "", None), Dot("4", "", Decimal(99))]
    chart = line_chart("", dots, lambda share: f"{share}%")
    assert chart.count('class="stroke"') == 1
    assert chart.count('class="dot"') == 3
    assert "95%" in chart


def test_bars_are_as_long_as_their_part() -> None:
    """A quarter of the most; parts that begin where the last one ended; nothing for a hidden one."""
    assert 'width="25.00%"' in value_bar(5, 20, "received")
    assert value_bar(None, 20, "received") == ""
    pieces = re.findall(r'class="(\w+)" x="([\d.]+)%" width="([\d.]+)%"', part_bar((("a", 1), ("b", 0), ("c", 3))))
    assert pieces == [("a", "0.00", "25.00"), ("c", "25.00", "75.00")]
