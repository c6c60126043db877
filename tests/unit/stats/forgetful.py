"""Facts that forget where they were read: what negative controls count with."""

import pytest

from services.stats.domain.facts import Fact

__all__ = ["forget_places"]


def forget_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a copy that came too early be taken by who reads it again."""

    def takes(fact: Fact, seq: int, fence: str, offset: int) -> bool:
        return seq == fact.seq + 1

    monkeypatch.setattr(Fact, "takes", takes)
