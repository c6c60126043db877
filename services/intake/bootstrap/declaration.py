"""No-writing days: drafts that officers write for citizens."""

from dataclasses import dataclass

from services.intake.adapters.declaration.declarations import COLLECTION, StoredDeclarations
from services.intake.adapters.declaration.word_vault import WordVault
from services.intake.adapters.dossiers.dossiers import PRODUCER
from services.intake.application.declaration.change_draft import ChangeDraft, OpenDraft
from services.intake.application.declaration.file_draft import FileDraft
from services.intake.application.declaration.read_draft import ReadDraft
from services.intake.application.declaration.write_draft import WriteDraft
from services.intake.application.dossiers.file_dossier import FileDossier
from services.intake.application.dossiers.representation import Representation
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.declaration.confirm import add_confirm
from services.intake.entrypoints.http.declaration.correct import add_correct
from services.intake.entrypoints.http.declaration.file_draft import add_file_draft
from services.intake.entrypoints.http.declaration.read_back import add_read_back
from services.intake.entrypoints.http.declaration.read_draft import add_read_draft
from services.intake.entrypoints.http.declaration.write_draft import add_write_draft
from services.runtime.aggregates import AggregateStore
from services.runtime.areas import Area
from services.runtime.sealing import FieldCipher
from services.runtime.web import ApiRouter

__all__ = ["Drafting", "declaration_area", "open_drafting"]


@dataclass(frozen=True, slots=True)
class Drafting:
    """The handlers, for the API and for the desk's pages alike."""

    write: WriteDraft
    read: ReadDraft
    change: ChangeDraft
    file: FileDraft


def open_drafting(ground: Ground, file_dossier: FileDossier) -> Drafting:
    declarations = StoredDeclarations(AggregateStore(ground.store, COLLECTION, PRODUCER, ground.clock))
    sealing = WordVault(FieldCipher(ground.settings.field_keys), ground.vault.hashes)
    open_draft = OpenDraft(declarations)
    change = ChangeDraft(open_draft, declarations, sealing, ground.clock)
    return Drafting(
        write=WriteDraft(declarations, sealing, ground.terms, ground.clock),
        read=ReadDraft(open_draft, sealing, ground.access_log),
        change=change,
        file=FileDraft(open_draft, change, file_dossier, sealing),
    )


def declaration_area(ground: Ground, drafting: Drafting) -> Area:
    """Drafts publish nothing, so no relay is needed."""
    router = ApiRouter(tags=["drafts"])
    add_write_draft(router, drafting.write)
    add_read_draft(router, drafting.read)
    add_read_back(router, drafting.change)
    add_correct(router, drafting.change)
    add_confirm(router, drafting.change)
    add_file_draft(router, drafting.file, Representation(ground.terms))
    return Area(routers=(router,))
