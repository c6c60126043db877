"""The articles' own arithmetic, done again: what the printed parts give, and how far the printed result is from it."""

from pathlib import Path
from typing import Final

from services.stats.adapters.reconcile.read_printed import read_printed
from services.stats.domain.reconcile.printed import reconcile_printed
from services.stats.domain.reconcile.reconciled import Reconciled

__all__ = ["GOLDEN_FILE", "read_golden"]

GOLDEN_FILE: Final = "golden.yaml"


def read_golden(folder: Path) -> list[Reconciled]:
    """Raises CatalogueError and OSError."""
    return reconcile_printed(read_printed(folder / GOLDEN_FILE, frozenset), {})
