"""`lienthong stats` refuses wrong questions as HTTP does, and no traceback ever meets an operator."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from services.ops.cli import app
from services.ops.cli.stats_periods import _head
from services.runtime.failures import TransientError
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.editions import first_edition

DAYS = ["--from", "2026-01-01", "--to", "2026-12-31"]
BACKWARDS = ["--from", "2026-12-31", "--to", "2026-01-01"]
QUESTIONS = (["report"], ["measures", "desk"])


@pytest.fixture(autouse=True)
def _configured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses where nobody listens: questions are refused before anything is asked there."""
    monkeypatch.setenv("LIENTHONG_KAFKA_BOOTSTRAP", "127.0.0.1:1")
    monkeypatch.setenv("LIENTHONG_STORE_URL", "mongodb://127.0.0.1:1")


@pytest.mark.parametrize("command", QUESTIONS)
def test_a_period_without_days_is_refused(command: list[str]) -> None:
    """It would be answered with zeros, which look like figures."""
    done = CliRunner().invoke(app, ["stats", *command, *BACKWARDS])
    assert done.exit_code == 2
    assert "error: to: the last day is before the first. Remedy: " in done.output


@pytest.mark.parametrize("command", QUESTIONS)
def test_what_is_no_code_of_an_agency_is_refused(command: list[str]) -> None:
    """A typing error must not pass for an agency that received nothing."""
    done = CliRunner().invoke(app, ["stats", *command, *DAYS, "--agency", "bogus"])
    assert done.exit_code == 2
    assert "error: agency: is no agency's code. Remedy: " in done.output


@pytest.mark.parametrize("command", [["measures", "desk"], ["print", "form06"]])
def test_a_language_that_there_is_not_is_refused(command: list[str]) -> None:
    """Vietnamese would be printed, and whoever asked for French would take it for an error of the report."""
    done = CliRunner().invoke(app, ["stats", *command, *DAYS, "--lang", "fr"])
    assert done.exit_code == 2


COMMANDS = (
    ["report", *DAYS],
    ["measures", "legs", *DAYS],
    ["verify"],
    ["verify", "--deep"],
    ["rebuild"],
    ["papers"],
    ["print", "form06", *DAYS],
    ["close", "form06", *DAYS],
    ["periods"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_store_that_is_down_is_told_with_a_remedy(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2, since 1 of `verify` means that figures differ."""

    async def unreachable(*_: object, **__: object) -> None:
        raise TransientError("store_unreachable", collection="admin")

    monkeypatch.setattr("services.runtime.store.store.Store.open", unreachable)
    done = CliRunner().invoke(app, ["stats", *command])
    assert done.exit_code == 2
    assert "error: store_unreachable collection=admin. Remedy: " in done.output


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report was printed; only its file cannot be written."""

    async def printed(*_: object) -> SimpleNamespace:
        return SimpleNamespace(body=b"")

    monkeypatch.setattr("services.ops.papers.printed", printed)
    done = CliRunner().invoke(app, ["stats", "print", "form06", *DAYS, "--out", str(tmp_path / "none" / "f.csv")])
    assert done.exit_code == 2
    assert "No such file or directory. Remedy: " in done.output


@pytest.mark.parametrize("command", [["reconcile"], ["score", *DAYS]])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, command: list[str]) -> None:
    """One that is not there, a folder, and one in another encoding: the file with a remedy, and no traceback."""
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("outside: {a: é}".encode("latin-1"))
    for file, why in ((tmp_path / "none.yaml", "No such file"), (tmp_path, "Is a directory"), (latin, "not UTF-8")):
        done = CliRunner().invoke(app, ["stats", *command, str(file)])
        assert done.exit_code == 2
        assert all(part in done.output for part in (f"error: {file}: ", why, ". Remedy: ")), done.output


def test_a_folder_without_a_catalogue_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a command is typed outside the project's folder."""
    monkeypatch.setenv("LIENTHONG_CATALOGUE_DIR", str(tmp_path / "none"))
    done = CliRunner().invoke(app, ["stats", "papers"])
    assert done.exit_code == 2
    assert "LIENTHONG_CATALOGUE_DIR" in done.output


def test_the_day_of_an_edition_is_that_of_viet_nam() -> None:
    """Half past ten in the evening in UTC is the next morning there."""
    closed = datetime(2026, 11, 27, 22, 30, tzinfo=UTC)
    edition = first_edition("form06", Asked((("to", ("2026-10-31",)),)), "{}", closed, "cli", "1")
    assert " edition 1 of 2026-11-28 " in _head(edition)
