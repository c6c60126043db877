"""The guides for developers of agencies' software know every report that they may send about a leg."""

from pathlib import Path
from typing import Final

import pytest

from services.contracts.events import EVENT_TYPES
from services.contracts.topics import INBOUND

DOCS: Final = Path(__file__).parents[2] / "docs"
LEG_REPORTS: Final = [kind.name for kind in EVENT_TYPES if kind.topic is INBOUND and "routing" in kind.consumers]


@pytest.mark.parametrize("guide", ["agencies.md", "agencies.vi.md"])
@pytest.mark.parametrize("report", LEG_REPORTS)
def test_the_guide_explains_each_report_about_a_leg(guide: str, report: str) -> None:
    """In both languages."""
    short = report.removeprefix("vn.lienthong.").removesuffix(".v1")
    assert f"| `{short}` |" in (DOCS / guide).read_text("utf-8")
