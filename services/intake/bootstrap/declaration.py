"""No-writing days: drafts that officers write for citizens."""

from services.intake.adapters.declaration.declarations import COLLECTION, StoredDeclarations
from services.intake.adapters.declaration.word_vault import WordVault
from services.intake.adapters.dossiers.dossiers import PRODUCER
from services.intake.application.declaration.change_draft import ChangeDraft, OpenDraft
from services.intake.application.declaration.file_draft import FileDraft
from services.intake.application.declaration.read_draft import ReadDraft
from services.intake.application.declaration.write_draft import WriteDraft
from services.intake.application.dossiers.file_dossier import FileDossier
from services.intake.application.dossiers.representation import Representation
from services.intake.bootstrap.area import Area
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.declaration.confirm import add_confirm
from services.intake.entrypoints.http.declaration.correct import add_correct
from services.intake.entrypoints.http.declaration.file_draft import add_file_draft
from services.intake.entrypoints.http.declaration.read_back import add_read_back
from services.intake.entrypoints.http.declaration.read_draft import add_read_draft
from services.intake.entrypoints.http.declaration.write_draft import add_write_draft
from services.runtime.aggregates import AggregateStore
from services.runtime.sealing import FieldCipher
from services.runtime.web import ApiRouter

__all__ = ["declaration_area"]


def declaration_area(ground: Ground, file_dossier: FileDossier) -> Area:
    """Drafts publish nothing, so no relay is needed."""
    router = ApiRouter(tags=["drafts"])
    declarations = StoredDeclarations(AggregateStore(ground.store, COLLECTION, PRODUCER, ground.clock))
    sealing = WordVault(FieldCipher(ground.settings.field_keys), ground.vault.hashes)
    open_draft = OpenDraft(declarations)
    change = ChangeDraft(open_draft, declarations, sealing, ground.clock)
    add_write_draft(router, WriteDraft(declarations, sealing, ground.terms, ground.clock))
    add_read_draft(router, ReadDraft(open_draft, sealing, ground.access_log))
    add_read_back(router, change)
    add_correct(router, change)
    add_confirm(router, change)
    file_draft = FileDraft(open_draft, change, file_dossier, sealing)
    add_file_draft(router, file_draft, Representation(ground.terms))
    return Area(routers=(router,))
