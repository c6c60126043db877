"""Reads a reconciliation file; every mistake is told with its line and what to do.

period: {from: 2023-01-01, to: 2023-12-31}       # of the questions
tolerance_percent: {nearly: "1", about: "5"}     # only where figures are worded so
values:
  - {name: received, dossiers: {agency: H93}}
  - {name: in_time, dossiers: {agency: H93, outcome: early|on_time}}
  - {name: resolved, expr: {sum: [in_time, "216"]}}
checks:
  - {id: share, quantity: "in time / resolved", expr: {percent: [in_time, resolved]}, printed: "99.95", places: 2}
"""

from pathlib import Path

from services.kernel.catalogue import CatalogueError
from services.kernel.catalogue.problem import Problems
from services.kernel.catalogue.read_root import read_root
from services.kernel.catalogue.section import Section
from services.stats.adapters.reconcile.read_checks import read_checks
from services.stats.adapters.reconcile.read_tolerances import read_tolerances
from services.stats.adapters.reconcile.read_values import Declared, read_values
from services.stats.domain.reconcile.printed import PrintedFigures

__all__ = ["read_printed"]


def read_printed(path: Path, declared: Declared) -> PrintedFigures:
    """`declared` are the attributes that dossiers are counted by.

    Raises CatalogueError with every problem found, OSError when the file cannot be read.
    """
    problems = Problems()
    root = read_root(path.name, path.read_text(encoding="utf-8"), problems, "checks:")
    printed = None if root is None else _printed(root, declared)
    problems.raise_if_any()
    if printed is None:
        raise CatalogueError(problems.found)
    return printed


def _printed(root: Section, declared: Declared) -> PrintedFigures:
    for described in ("version", "number_format"):
        root.maybe_text(described)
    values = read_values(root, declared)
    tolerances = read_tolerances(root)
    checks = tuple(read_checks(root, values, tolerances))
    if not checks:
        root.fail("checks", "the file has no figure to reconcile", "list at least one under checks:")
    root.report_unknown_keys()
    return PrintedFigures(values, checks, tolerances)
