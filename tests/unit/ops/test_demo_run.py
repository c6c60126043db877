"""What the demo plays: a dossier, and a scenario only where its dossiers may stay."""

from typing import Any

import pytest
from rich.console import Console

from services.ops.demo import run
from services.ops.demo.run import Demo, play


class _Story:
    def __init__(self, *_: object) -> None: ...

    async def run(self) -> str:
        return "H90.01-261128-0001"


async def _hire(*_: object) -> None: ...


@pytest.mark.parametrize(("scenario", "replayed"), [(None, []), ("s000", ["s000"])])
async def test_an_installation_gets_no_replay(
    scenario: str | None, replayed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `--story` hundreds of dossiers of an article do not come into the figures of a platform in use."""
    seen: list[str] = []

    async def replay(name: str, *_: object) -> list[str]:
        seen.append(name)
        return []

    for name, double in {"Story": _Story, "hire": _hire, "_replay": replay}.items():
        monkeypatch.setattr(run, name, double)
    target: Any = None
    assert await play(Demo(scenario, 100))(target, Console(quiet=True)) == []
    assert seen == replayed
