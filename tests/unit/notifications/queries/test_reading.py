"""What citizens write is read as they write it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.adapters.queries.rule_file import read_query_rules
from services.notifications.domain.queries.query import read_query
from services.notifications.domain.template import TemplateError

CODE = "H90.01-261123-0001"
KEYWORDS = read_query_rules().keywords


@pytest.mark.parametrize(
    "text",
    [
        f"HS {CODE}",
        f"hs  {CODE.lower()} ",
        f"HS{CODE}",
        f"HS: {CODE}.",
        f"HS+{CODE}",
        f"hồ sơ {CODE}",
        "HS H90.01 - 261123 - 0001\r\n",
        f"hoso {CODE}",
    ],
)
def test_a_code_after_the_keyword(text: str) -> None:
    """Small letters, accents, lost and added spaces are forgiven."""
    assert read_query(text, KEYWORDS) == CODE


@pytest.mark.parametrize(
    "text", ["", "HS", CODE, f"STOP {CODE}", f"HS {CODE} {CODE}", "HS 0912345678", "HS H90.01-261332-0001"]
)
def test_anything_else_is_no_query(text: str) -> None:
    """No keyword, no code, two codes, a day that does not exist."""
    assert read_query(text, KEYWORDS) is None


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Whatever is written, what comes out is a code that can be written again, or nothing."""
    for written in (text, f"HS {text}"):
        code = read_query(written, KEYWORDS)
        assert code is None or read_query(f"HS {code}", KEYWORDS) == code


def test_wrong_rules_stop_the_service(tmp_path: Path) -> None:
    """With a remedy."""
    path = tmp_path / "queries.yaml"
    path.write_text("keywords: []\nmost_a_day: 1\nanswer_within_minutes: 1\n")
    with pytest.raises(TemplateError, match=r"queries\.yaml cannot be read(?s:.*)Remedy"):
        read_query_rules(path)
