"""The command line as a whole: quick to start, every group with help."""

import subprocess
import sys

import pytest
import structlog
from typer.testing import CliRunner

from services.ops import cli
from services.ops.cli import app

RUNNER = CliRunner()
HEAVY = {"aiokafka", "fastapi", "faststream", "jgo", "motor", "pymongo", "pydantic", "psutil", "uvicorn"}


def test_help_loads_nothing_heavy() -> None:
    """`lienthong --help` stays quick because commands import what they need themselves."""
    code = "import sys, services.ops.cli; print(*sys.modules)"
    loaded = subprocess.run(  # noqa: S603 the command is ours
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert HEAVY & set(loaded) == set()


@pytest.mark.parametrize("command", [["up"], ["platform"], ["platform", "install"], ["platform", "status"]])
def test_every_command_has_help(command: list[str]) -> None:
    """A command explains itself."""
    result = RUNNER.invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_what_a_command_logs_is_not_its_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`lienthong stats print ... > report.csv` keeps the lines of the log out of the file."""
    monkeypatch.setattr(cli, "app", lambda: structlog.get_logger().warning("a line of the log"))
    try:
        cli.main()
    finally:
        structlog.reset_defaults()
    out, err = capsys.readouterr()
    assert (out, "a line of the log" in err) == ("", True)
