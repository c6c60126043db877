"""Personal data: found, read, corrected, erased."""

from pathlib import Path

from services.intake.adapters.dossiers.dossiers import COLLECTION
from services.intake.adapters.privacy.data_requests import COLLECTION as DATA_REQUESTS
from services.intake.adapters.privacy.data_requests import StoredDataRequests
from services.intake.adapters.privacy.find_dossiers import FoundByHash
from services.intake.adapters.privacy.terms import PrivacyTerms
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.representation import Representation
from services.intake.application.privacy.correct_contact import CorrectContact
from services.intake.application.privacy.data_requests import DataRequests
from services.intake.application.privacy.read_applicant import ReadApplicant
from services.intake.application.privacy.read_owner import ReadOwner
from services.intake.application.privacy.search import SearchDossiers
from services.intake.bootstrap.erasing import erasing_of
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.privacy.correct_contact import add_correct_contact
from services.intake.entrypoints.http.privacy.data_requests import add_data_requests
from services.intake.entrypoints.http.privacy.read_applicant import add_read_applicant
from services.intake.entrypoints.http.privacy.read_owner import add_read_owner
from services.intake.entrypoints.http.privacy.search import add_search
from services.runtime.areas import Area
from services.runtime.files.folder import Folder
from services.runtime.sealing import FieldCipher
from services.runtime.web import ApiRouter

__all__ = ["privacy_area"]


def privacy_area(ground: Ground) -> Area:
    router = ApiRouter(tags=["personal data"])
    desk, represent = Desk(ground.dossiers, ground.terms, ground.clock), Representation(ground.terms)
    find = FoundByHash(ground.store.collection(COLLECTION))
    add_search(router, SearchDossiers(ground.vault.hashes, find, ground.dossiers, ground.access_log), represent)
    correct = CorrectContact(desk, ground.dossiers, ground.vault, ground.access_log, ground.clock)
    add_correct_contact(router, correct, represent)
    add_read_applicant(router, ReadApplicant(desk, ground.vault, ground.access_log))
    add_read_owner(router, ReadOwner(desk, ground.vault, ground.access_log))
    files = Folder(Path(ground.settings.files_dir), FieldCipher(ground.settings.field_keys))
    erase = erasing_of(ground.store, ground.dossiers, files, ground.terms, ground.clock).erase
    kept = StoredDataRequests(ground.store.collection(DATA_REQUESTS))
    requests = DataRequests(desk, kept, erase, PrivacyTerms(ground.terms), ground.clock)
    add_data_requests(router, requests, ground.clock)
    return Area(routers=(router,))
