"""What an article prints, reconciled with live counts after its scenario was replayed in full."""

from pathlib import Path

from services.kernel.catalogue import Catalogue
from services.ops.scenario.catalogue_facts import CatalogueFacts
from services.ops.scenario.figures import Counts
from services.stats.adapters.declared import attributes_of
from services.stats.adapters.reconcile.read_printed import read_printed
from services.stats.domain.reconcile.printed import PrintedFigures, reconcile_printed
from services.stats.domain.reconcile.reconciled import Reconciled
from services.stats.domain.reconcile.values import Counted, Inquiry

__all__ = ["printed_file", "printed_of", "reconcile_live"]


def printed_file(scenario: str, folder: Path) -> Path:
    """Return where the article behind scenario `s003` has its file, whether or not there is one."""
    return folder / "printed" / f"{scenario.removeprefix('s')}.yaml"


def printed_of(scenario: str, folder: Path, catalogue: Catalogue) -> PrintedFigures | None:
    """Return what the article behind scenario `s003` prints, None when there is no file; raises CatalogueError."""
    path = printed_file(scenario, folder)
    return read_printed(path, lambda: attributes_of(catalogue.packs)) if path.exists() else None


async def reconcile_live(printed: PrintedFigures, counts: Counts, catalogue: Catalogue) -> list[Reconciled]:
    """Ask every question of the file; raises NoAnswerError for a value out of nothing."""
    answers = {name: await _answer(inquiry, counts, catalogue) for name, inquiry in printed.questions.items()}
    return reconcile_printed(printed, answers)


async def _answer(inquiry: Inquiry, counts: Counts, catalogue: Catalogue) -> int:
    match inquiry.counted:
        case Counted.DOSSIERS:
            return await counts.count(inquiry.where)
        case Counted.AGENCIES:
            return await counts.distinct("agency", inquiry.where)
        case Counted.PROCEDURES:
            return await counts.distinct("procedure", inquiry.where)
    return CatalogueFacts(catalogue, inquiry.period.last).services(inquiry.where)
