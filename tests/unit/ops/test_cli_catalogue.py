"""`lienthong catalogue`: what operators see of the shipped catalogue and of a damaged copy."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.ops.cli import app

_SHIPPED = Path(__file__).parents[3] / "deploy" / "catalogue"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(_SHIPPED, tmp_path / "catalogue"))


def _run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["catalogue", *map(str, arguments)])
    return result.exit_code, result.output


def _replace(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def test_check_counts_or_names_the_mistake(copied: Path) -> None:
    """Exit code 2 with file, line and remedy."""
    code, output = _run("check", "--dir", copied)
    assert (code, "2 rule packs" in output) == (0, True)
    _replace(copied, "service_models/h93.yaml", "[H93.90]", "[H93.99]")
    code, output = _run("check", "--dir", copied)
    assert code == 2
    assert "service_models/h93.yaml:3: agency H93.99 is not declared. Remedy:" in output


def test_diff_is_a_change_log(copied: Path) -> None:
    """Exit code 1 when the versions differ."""
    assert _run("diff", _SHIPPED, copied)[0] == 0
    entry = "limit_hours: {}\n    online_level: full\n    guide"
    _replace(copied, "procedures/families.yaml", entry.format(40), entry.format(32))
    code, output = _run("diff", _SHIPPED, copied)
    assert code == 1
    assert "changed: procedure 9.700001@2 limit_hours: 40 -> 32" in output


def test_list_shows_the_version_of_the_day() -> None:
    """Eight days before the change, five from it; with the share of each online level."""
    before, after = (
        _run("list", "--dir", _SHIPPED, "--field", "transport", "--on", day)[1] for day in ("2022-12-31", "2023-07-01")
    )
    assert "9.700001@1 Đổi giấy phép lái xe: 64 h" in before
    assert "partial (level 3): 1 of 1, 100.00 %" in before
    assert "9.700001@2 Đổi giấy phép lái xe: 40 h" in after
    assert "full (level 4): 1 of 1, 100.00 %" in after


def test_gaps_name_agency_and_procedure() -> None:
    """Exit code 1 while anything is missing."""
    code, output = _run("gaps", "--dir", _SHIPPED, "--within", "H92.10.25", "--on", "2023-01-01")
    assert code == 1
    assert "H92.10.25 Xã 10-25: no hotline, no mailbox" in output
    assert "not posted (website): " in output
    assert _run("gaps", "--dir", _SHIPPED, "--within", "H93.90", "--on", "2023-01-01") == (0, "Nothing is missing.\n")


def test_proposals_are_listed() -> None:
    """With who proposes what, why, and what it overlaps."""
    code, output = _run("proposals", "--dir", _SHIPPED)
    assert code == 0
    assert "9.700003@1 Xác nhận hoàn cảnh gia đình: abolish, H92.01.01, 2022-05-30, open" in output
    assert "(overlaps 1.004873)" in output
