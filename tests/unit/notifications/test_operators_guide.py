"""The files that the operators' guide shows are ones that the service takes."""

import re
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from dotenv import dotenv_values

from services.notifications.adapters.officers.list_file import read_officers
from services.notifications.adapters.providers.read import read_providers
from tests.unit.notifications.bench import PRIVATE

GUIDES: Final = [Path(__file__).parents[3] / "docs" / name for name in ("operators.md", "operators.vi.md")]


def shown(guide: Path, first: str) -> str:
    """The one example that begins with this key."""
    (found,) = re.findall(rf"```yaml\n({first}:.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


def secrets(guide: Path) -> dict[str, str | None]:
    """The one example of a file of secrets."""
    (found,) = re.findall(r"```sh\n(SMSC_PASSWORD=.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    return dotenv_values(stream=StringIO(found))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_the_providers_that_it_shows_can_be_read(guide: Path, tmp_path: Path) -> None:
    """One of each kind that sends, and their secrets are variables of the service."""
    path = tmp_path / "providers.yaml"
    path.write_text(shown(guide, "providers"), encoding="utf-8")
    assert [each.kind for each in read_providers(path)] == ["smpp", "http", "smtp"]
    entries: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    variables = {value for each in entries["providers"] for name, value in each.items() if name.endswith("_variable")}
    assert variables <= secrets(guide).keys()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_the_list_of_officers_that_it_shows_can_be_read(guide: Path, tmp_path: Path) -> None:
    """Two numbers of one agency."""
    path = tmp_path / "officers.yaml"
    path.write_text(shown(guide, "lists"), encoding="utf-8")
    lists = read_officers(path, PRIVATE)
    assert [each.key for each in lists.of("H90.01", "weekly_digest")] == ["head", "deputy"]
    assert lists.agencies("weekly_digest") == ["H90.01"]
