"""`lienthong stats score` reads figures from outside, and says what is wrong with them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.ops.cli import app

DAYS = ["--from", "2026-01-01", "--to", "2026-12-31"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("outside: {dossiers_synced: many}", "f.yaml:1: dossiers_synced is no whole number"),
        ("outside:\n  dossiers_synced: 1\n  dossiers_synced: 2", "f.yaml:3: key 'dossiers_synced' is written twice"),
        ("inside: {}", "f.yaml:1: unknown key 'inside'"),
        ("- 1", "f.yaml:1: the file has no top-level keys"),
    ],
)
def test_mistakes_in_the_file_have_line_and_remedy(tmp_path: Path, text: str, told: str) -> None:
    """Nothing is scored then."""
    file = tmp_path / "f.yaml"
    file.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, ["stats", "score", str(file), *DAYS])
    assert done.exit_code == 2
    assert told in done.output
    assert "Remedy: " in done.output
