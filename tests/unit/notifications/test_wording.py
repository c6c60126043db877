"""Texts: accents by cost, places, and what stops the service at its start."""

from pathlib import Path

import pytest
import yaml

from services.notifications.adapters.template_files import TEMPLATES, read_wording
from services.notifications.domain.composing import Tariff, TextTooLongError, compose
from services.notifications.domain.segments import Encoding
from services.notifications.domain.template import TemplateError, parse, render

LINK = "http://desk.test/tra-cuu/"
SURVEY_LINK = "http://desk.test/khao-sat/result/"
LONGEST = "https://" + "x" * 60
LONG = "Hồ sơ đã có kết quả. " * 6


def test_accents_stay_when_they_cost_nothing() -> None:
    """One segment either way: the text that is easier to read."""
    found = compose("Hồ sơ đã có kết quả", Tariff(300), 1)
    assert (found.text, found.encoding, found.price_vnd) == ("Hồ sơ đã có kết quả", Encoding.UCS2, 300)


def test_accents_go_when_they_cost_more() -> None:
    """126 characters are two segments with accents and one without."""
    found = compose(LONG, Tariff(300), 2)
    assert (found.text[:5], found.encoding, found.segments, found.price_vnd) == ("Ho so", Encoding.GSM7, 1, 300)


def test_a_premium_pays_for_accents_up_to_the_limit() -> None:
    """The operator may prefer accents at a price; they never make a text longer than its template allows."""
    assert compose(LONG, Tariff(300, 300), 2).encoding is Encoding.UCS2
    assert compose(LONG, Tariff(300, 299), 2).encoding is Encoding.GSM7
    assert compose(LONG, Tariff(300, 300), 1).encoding is Encoding.GSM7
    assert compose(LONG, Tariff(0), 2).encoding is Encoding.UCS2


def test_a_text_is_never_cut() -> None:
    """Too long without accents is an error, not a shorter text."""
    with pytest.raises(TextTooLongError):
        compose("a" * 161, Tariff(300), 1)


def test_optional_parts_are_left_out() -> None:
    """A part in brackets needs all of its places; everything else needs a value."""
    parts = parse("A {x}[, B {y} {z}].")
    assert render(parts, {"x": "1", "y": "2", "z": "3"}) == "A 1, B 2 3."
    assert render(parts, {"x": "1", "y": "2"}) == "A 1."
    with pytest.raises(TemplateError):
        render(parts, {})


@pytest.mark.parametrize("text", ["a [b", "a ]b", "[a [b]]", "{x", "{0}", "{x.y}", "{x!r}", "{x:>9}"])
def test_texts_that_cannot_be_parsed_are_refused(text: str) -> None:
    """Brackets and braces that do not match, and anything but a plain name."""
    with pytest.raises(TemplateError):
        parse(text)


def test_the_shipped_texts_pass() -> None:
    """In both languages, with the longest link that the settings allow."""
    assert set(read_wording(TEMPLATES, LONGEST, LONGEST).templates) == {
        "accepted", "due_today", "supplement_requested", "payment_due", "nothing_due", "apology", "result_ready",
        "refused", "stopped", "withdrawn", "survey", "child_failed", "one_time_code", "due_warning",
        "signer_missing", "overdue", "escalated", "control_document", "status_answer",
        "petition_acknowledged", "petition_answered", "petition_published", "weekly_digest",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("template", "text", "problem"),
    [
        ("accepted", "x" * 300 + "{code}", "segments"),
        ("accepted", "{amount}", "unknown places"),
        ("accepted", "{code} {appointment}", "may be unknown"),
        ("due_today", "x" * 300 + "{appointment}", "segments"),
        ("survey", "{survey} {survey} {survey}", "segments"),
        ("payment_due", "{code} {notice} {notice} {notice} {notice}", "segments"),
        ("refused", "日本 {code}", "without accents"),
        ("refused", "{code", "braces"),
    ],
)
def test_a_wrong_text_stops_the_start(tmp_path: Path, template: str, text: str, problem: str) -> None:
    """Whatever could get too long or cannot be filled is found before anything is sent, by name."""
    file = yaml.safe_load(TEMPLATES.read_text(encoding="utf-8"))
    file["templates"][template]["vi"] = text
    path = tmp_path / "messages.yaml"
    path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    with pytest.raises(TemplateError, match=f"{template}.vi.*{problem}"):
        read_wording(path, LINK, SURVEY_LINK)


def test_a_missing_template_stops_the_start(tmp_path: Path) -> None:
    """Every occasion needs its text."""
    file = yaml.safe_load(TEMPLATES.read_text(encoding="utf-8"))
    del file["templates"]["refused"]
    path = tmp_path / "messages.yaml"
    path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    with pytest.raises(TemplateError, match="refused: no such template"):
        read_wording(path, LINK, SURVEY_LINK)
