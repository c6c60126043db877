"""What a filing is completed with: tickets, uploaded files, data sources, the archive of results."""

from pathlib import Path

from services.intake.adapters.components.file_sources import FileSources, NoSources
from services.intake.adapters.components.results import COLLECTION as RESULTS
from services.intake.adapters.components.results import StoredResults
from services.intake.adapters.files.entries import COLLECTION as FILES
from services.intake.adapters.files.entries import StoredFileEntries
from services.intake.application.components.ports import DataSources, Tickets
from services.intake.application.components.stand_ins import StandIns
from services.intake.application.dossiers.prepare_filing import PrepareFiling
from services.intake.bootstrap.ground import Ground

__all__ = ["prepare_filing_of"]


def prepare_filing_of(ground: Ground, tickets: Tickets) -> PrepareFiling:
    results = StoredResults(ground.store.collection(RESULTS))
    stand_ins = StandIns(_sources(ground), results, ground.vault.hashes)
    files = StoredFileEntries(ground.store.collection(FILES))
    return PrepareFiling(tickets, files, stand_ins, ground.terms)


def _sources(ground: Ground) -> DataSources:
    folder = ground.settings.data_sources_dir
    return FileSources(Path(folder), ground.vault.hashes, ground.clock) if folder else NoSources()
