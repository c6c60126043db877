"""What erases, wired once for the service and for operators' commands."""

from dataclasses import dataclass

from services.intake.adapters.declaration.declarations import COLLECTION as DRAFTS
from services.intake.adapters.declaration.declarations import StoredDeclarations
from services.intake.adapters.dossiers.dossiers import COLLECTION as DOSSIERS
from services.intake.adapters.dossiers.dossiers import PRODUCER
from services.intake.adapters.privacy.access_log import COLLECTION as ACCESS_LOG
from services.intake.adapters.privacy.expiring import (
    ExpiringAccessRows,
    ExpiringDossiers,
    ExpiringDrafts,
    has_contact,
)
from services.intake.adapters.privacy.linked_drafts import LinkedDrafts
from services.intake.adapters.privacy.terms import PrivacyTerms
from services.intake.application.declaration.erase_draft import EraseDraft
from services.intake.application.dossiers.ports import Dossiers
from services.intake.application.privacy.erase import EraseDossier, ForgetContact
from services.intake.application.privacy.retention import RunRetention
from services.intake.application.terms import Terms
from services.kernel.times import Clock
from services.runtime.aggregates import AggregateStore
from services.runtime.store import Database

__all__ = ["Erasing", "erasing_of"]


@dataclass(frozen=True, slots=True)
class Erasing:
    erase: EraseDossier
    retention: RunRetention


def erasing_of(store: Database, dossiers: Dossiers, terms: Terms, clock: Clock) -> Erasing:
    """A new kind of personal data beside dossiers joins here: linked to a dossier, or with a term of its own."""
    erase_draft = EraseDraft(StoredDeclarations(AggregateStore(store, DRAFTS, PRODUCER, clock)))
    erase = EraseDossier(dossiers, (LinkedDrafts(dossiers, erase_draft),), clock)
    forget = ForgetContact(dossiers, clock)
    documents = store.collection(DOSSIERS)
    classes = (
        ExpiringDossiers(documents, "identity", lambda row, _: "applicant" in row["state"], erase),
        ExpiringDossiers(documents, "contact", lambda _, dossier: has_contact(dossier), forget),
        ExpiringDrafts(store.collection(DRAFTS), erase_draft),
        ExpiringAccessRows(store.collection(ACCESS_LOG)),
    )
    return Erasing(erase, RunRetention(classes, PrivacyTerms(terms), clock))
