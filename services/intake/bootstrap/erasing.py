"""What erases, wired once for the service and for operators' commands."""

from dataclasses import dataclass

from services.intake.adapters.activity.records import COLLECTION as ACTIVITY
from services.intake.adapters.declaration.declarations import COLLECTION as DRAFTS
from services.intake.adapters.declaration.declarations import StoredDeclarations
from services.intake.adapters.dossiers.dossiers import COLLECTION as DOSSIERS
from services.intake.adapters.dossiers.dossiers import PRODUCER
from services.intake.adapters.exchange.mirror import COLLECTION as EXCHANGED
from services.intake.adapters.files.entries import COLLECTION as FILES
from services.intake.adapters.privacy.challenges import COLLECTION as CHALLENGES
from services.intake.adapters.privacy.challenges import PHONES, StoredChallenges
from services.intake.adapters.privacy.desk_records import (
    EraseRecord,
    ExpiringRecords,
    LinkedRecords,
    call_ended,
    petition_ended,
)
from services.intake.adapters.privacy.expiring import (
    ExpiringAccessRows,
    ExpiringDossiers,
    ExpiringDrafts,
    has_contact,
)
from services.intake.adapters.privacy.linked_drafts import LinkedDrafts
from services.intake.adapters.privacy.linked_files import LinkedFiles
from services.intake.adapters.privacy.mirrored_owners import MirroredOwners
from services.intake.adapters.privacy.terms import PrivacyTerms
from services.intake.application.declaration.erase_draft import EraseDraft
from services.intake.application.dossiers.ports import Dossiers
from services.intake.application.privacy.erase import EraseDossier, ForgetContact
from services.intake.application.privacy.retention import RunRetention
from services.intake.application.terms import Terms
from services.kernel.times import Clock
from services.runtime.access_log import COLLECTION as ACCESS_LOG
from services.runtime.aggregates import AggregateStore
from services.runtime.files.folder import Folder
from services.runtime.store import Database

__all__ = ["Erasing", "erasing_of"]


@dataclass(frozen=True, slots=True)
class Erasing:
    """`challenges` forgets one-time codes that are over, which have no class of their own."""

    erase: EraseDossier
    retention: RunRetention
    challenges: StoredChallenges


def erasing_of(store: Database, dossiers: Dossiers, files: Folder, terms: Terms, clock: Clock) -> Erasing:
    """A new kind of personal data beside dossiers joins here: linked to a dossier, or with a term of its own."""
    documents, records = store.collection(DOSSIERS), store.collection(ACTIVITY)
    erase_draft = EraseDraft(StoredDeclarations(AggregateStore(store, DRAFTS, PRODUCER, clock)))
    erase_record, forget = EraseRecord(records), ForgetContact(dossiers, clock)
    owners = MirroredOwners(store.collection(EXCHANGED))
    linked = (
        owners,
        LinkedDrafts(dossiers, erase_draft),
        LinkedRecords(records, dossiers, erase_record),
        LinkedFiles(documents, dossiers, store.collection(FILES), files),
    )
    erase = EraseDossier(dossiers, linked, clock)
    classes = (
        ExpiringDossiers(documents, "identity", lambda row, _: "applicant" in row["state"], erase),
        ExpiringDossiers(documents, "contact", lambda _, dossier: has_contact(dossier), forget),
        owners,
        ExpiringDrafts(store.collection(DRAFTS), erase_draft),
        ExpiringRecords(records, "petition", "P-", petition_ended, erase_record),
        ExpiringRecords(records, "visit", "C-", call_ended, erase_record),
        ExpiringAccessRows(store.collection(ACCESS_LOG)),
    )
    challenges = StoredChallenges(AggregateStore(store, CHALLENGES, PRODUCER, clock), store.collection(PHONES))
    return Erasing(erase, RunRetention(classes, PrivacyTerms(terms), clock), challenges)
