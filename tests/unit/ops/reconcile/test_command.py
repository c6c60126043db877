"""`lienthong stats reconcile` from the outside: exit codes, JSON, and mistakes without a traceback."""

from pathlib import Path

import orjson
from typer.testing import CliRunner

from services.ops.cli import app
from services.ops.scenario.golden import GOLDEN_FILE
from services.ops.scenario.prepared import FOLDER


def test_the_golden_table_reconciles_without_any_service() -> None:
    """Every known gap is recorded, so the exit code is 0, and the JSON has every figure with its numbers as text."""
    answer = CliRunner().invoke(app, ["stats", "reconcile", str(FOLDER / GOLDEN_FILE), "--json"])
    assert answer.exit_code == 0
    figures = {figure["id"]: figure for figure in orjson.loads(answer.stdout)}
    assert figures["G6a"]["agrees_under"] == [{"base": None, "rounding": "truncate"}]
    assert (figures["G1"]["printed"], figures["G1"]["computed"], figures["G1"]["gap"]) == ("15696", "15969", "273")


def test_an_unrecorded_gap_ends_with_exit_code_1(tmp_path: Path) -> None:
    """A report that is reconciled every month stops when a new figure disagrees."""
    data = tmp_path / "data.yaml"
    data.write_text("checks: [{id: total, quantity: total, expr: {sum: [2, 3]}, printed: 6}]", encoding="utf-8")
    answer = CliRunner().invoke(app, ["stats", "reconcile", str(data)])
    assert answer.exit_code == 1
    assert "total: printed and computed disagree" in answer.stdout


def test_a_wrong_file_ends_with_exit_code_2(tmp_path: Path) -> None:
    """File, line and remedy on the error stream."""
    data = tmp_path / "data.yaml"
    data.write_text("checks: [{id: total, quantity: total, expr: {}}]", encoding="utf-8")
    answer = CliRunner().invoke(app, ["stats", "reconcile", str(data)])
    assert answer.exit_code == 2
    assert "data.yaml:1: expr is not one known operation. Remedy: use one of sum," in answer.stderr
    assert CliRunner().invoke(app, ["stats", "reconcile", str(tmp_path / "missing.yaml")]).exit_code == 2
