"""The pages of the officers' desk, over the same handlers that software reaches by the API."""

from dataclasses import dataclass

from services.intake.adapters.dossiers.dossiers import COLLECTION as DOSSIERS
from services.intake.adapters.officers.desk_search import StoredDeskSearch
from services.intake.adapters.privacy.find_dossiers import FoundByHash
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.file_dossier import FileDossier
from services.intake.application.officers.offer import Offers
from services.intake.application.officers.read_desk import ReadDesk
from services.intake.application.privacy.read_applicant import ReadApplicant
from services.intake.application.privacy.search import SearchDossiers
from services.intake.bootstrap.declaration import Drafting
from services.intake.bootstrap.delegations import Signing
from services.intake.bootstrap.desk_activity import DeskActivity
from services.intake.bootstrap.documents import Printing
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.officers.applicant_page import add_applicant_page
from services.intake.entrypoints.http.officers.delegation_page import DelegationPage, add_delegation_page
from services.intake.entrypoints.http.officers.desk import DeskRoutes
from services.intake.entrypoints.http.officers.desk_page import add_desk_page
from services.intake.entrypoints.http.officers.dossier_page import DossierPage, add_dossier_page
from services.intake.entrypoints.http.officers.draft_pages import DraftPages, add_draft_pages
from services.intake.entrypoints.http.officers.find_page import add_find_page
from services.intake.entrypoints.http.officers.form_page import add_form_pages
from services.intake.entrypoints.http.officers.queue_page import QueuePage, add_queue_page
from services.intake.entrypoints.http.officers.reception_page import add_reception_page

__all__ = ["Hands", "add_officer_pages"]


@dataclass(frozen=True, slots=True)
class Hands:
    """What other areas do, and the desk's pages ask for."""

    file_dossier: FileDossier
    signing: Signing
    printing: Printing
    drafting: Drafting
    activity: DeskActivity


def add_officer_pages(routes: DeskRoutes, ground: Ground, hands: Hands) -> None:
    terms, clock, drafting, activity = ground.terms, ground.clock, hands.drafting, hands.activity
    offers = Offers(terms, clock)
    search = StoredDeskSearch(ground.store.collection(DOSSIERS))
    add_desk_page(routes, ReadDesk(search, terms, clock), hands.signing.alerts)
    add_reception_page(routes, offers, hands.file_dossier)
    add_draft_pages(routes, DraftPages(offers, drafting.write, drafting.read, drafting.change, drafting.file))
    add_queue_page(routes, QueuePage(activity.queue, activity.call_next, activity.step_ticket, terms, clock))
    add_delegation_page(routes, DelegationPage(hands.signing.keep, terms, clock))
    _add_dossier_pages(routes, ground, hands)


def _add_dossier_pages(routes: DeskRoutes, ground: Ground, hands: Hands) -> None:
    terms, clock, log, signing = ground.terms, ground.clock, ground.access_log, hands.signing
    desk = Desk(ground.dossiers, terms, clock)
    # The fixed addresses come before the one that takes any step.
    add_form_pages(routes, hands.printing.forms, hands.printing.press)
    add_applicant_page(routes, ReadApplicant(desk, ground.vault, log))
    add_dossier_page(routes, DossierPage(desk, terms, signing.change, signing.sign, signing.desk, clock))
    find = FoundByHash(ground.store.collection(DOSSIERS))
    add_find_page(routes, SearchDossiers(ground.vault.hashes, find, ground.dossiers, log), terms)
