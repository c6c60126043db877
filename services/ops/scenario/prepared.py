"""A scenario laid out: its dossiers, its rows, what its article prints."""

from dataclasses import dataclass, field
from typing import Final

from services.kernel.catalogue import Catalogue
from services.ops.platform.locations import CATALOGUE, PROJECT
from services.ops.scenario.beside import Beside
from services.ops.scenario.expected import ExpectedCounts
from services.ops.scenario.golden import read_golden
from services.ops.scenario.model import Scenario
from services.ops.scenario.plan import Planned, plan
from services.ops.scenario.plan_beside import plan_beside
from services.ops.scenario.printed import printed_of
from services.ops.scenario.read import find_file, read_scenario
from services.ops.scenario.sending import ReplayError
from services.runtime.catalogue import read_catalogue
from services.stats.domain.reconcile.printed import PrintedFigures
from services.stats.domain.reconcile.reconciled import Reconciled

__all__ = ["FOLDER", "Prepared", "lay_out", "prepare"]

FOLDER: Final = PROJECT / "deploy" / "scenarios"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scenario that was read, checked and laid out."""

    scenario: Scenario
    catalogue: Catalogue
    golden: tuple[Reconciled, ...]
    scale: int
    variant: str | None
    dossiers: list[Planned]
    printed: PrintedFigures | None = None
    """What the article prints, with questions to the statistics"""
    beside: Beside = field(default_factory=Beside)

    def expected(self) -> ExpectedCounts:
        """Return what has to be counted of all that is laid out."""
        return ExpectedCounts(self.dossiers, self.scenario.root, self.beside)


def prepare(name: str, scale: int, variant: str | None = None) -> Prepared:
    """With the shipped catalogue; raises what `lay_out` raises, and CatalogueError for what is wrong with that."""
    return lay_out(name, scale, read_catalogue(CATALOGUE), variant)


def lay_out(name: str, scale: int, catalogue: Catalogue, variant: str | None = None) -> Prepared:
    """Raises CatalogueError for what is wrong with the file, FileNotFoundError, ReplayError for an unknown variant."""
    scenario = read_scenario(find_file(name, FOLDER), catalogue)
    if variant and variant not in scenario.variants:
        raise ReplayError(f"no variant {variant!r}. Remedy: use one of {', '.join(scenario.variants) or '(none)'}")
    chosen = variant or next(iter(scenario.variants), None)
    referred = {row.golden for row in scenario.rows_of(chosen)}
    golden = tuple(figure for figure in read_golden(FOLDER) if figure.check.id in referred)
    planned, printed = plan(scenario, catalogue, scale, chosen), printed_of(scenario.id, FOLDER, catalogue)
    beside = plan_beside(scenario, catalogue, scale, planned)
    return Prepared(scenario, catalogue, golden, scale, chosen, planned, printed, beside)
