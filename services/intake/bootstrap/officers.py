"""Officers: accounts, sessions, and the pages of the desk."""

from services.intake.adapters.dossiers.dossiers import COLLECTION as DOSSIERS
from services.intake.adapters.officers.accounts import COLLECTION as ACCOUNTS
from services.intake.adapters.officers.accounts import StoredAccounts
from services.intake.adapters.officers.attempts import COLLECTION as ATTEMPTS
from services.intake.adapters.officers.attempts import StoredAttempts
from services.intake.adapters.officers.desk_search import StoredDeskSearch
from services.intake.adapters.officers.sessions import COLLECTION as SESSIONS
from services.intake.adapters.officers.sessions import StoredSessions
from services.intake.adapters.privacy.find_dossiers import FoundByHash
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.file_dossier import FileDossier
from services.intake.application.officers.offer import Offers
from services.intake.application.officers.read_desk import ReadDesk
from services.intake.application.officers.session_desk import SessionDesk
from services.intake.application.officers.sign_in import SignIn
from services.intake.application.privacy.read_applicant import ReadApplicant
from services.intake.application.privacy.search import SearchDossiers
from services.intake.bootstrap.area import Area
from services.intake.bootstrap.delegations import Signing
from services.intake.bootstrap.documents import Printing
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.officers.applicant_page import add_applicant_page
from services.intake.entrypoints.http.officers.desk_page import add_desk_page
from services.intake.entrypoints.http.officers.desk_routes import DeskRoutes
from services.intake.entrypoints.http.officers.dossier_page import DossierPage, add_dossier_page
from services.intake.entrypoints.http.officers.find_page import add_find_page
from services.intake.entrypoints.http.officers.form_page import add_form_pages
from services.intake.entrypoints.http.officers.own_account import add_own_account
from services.intake.entrypoints.http.officers.reception_page import add_reception_page
from services.intake.entrypoints.http.officers.sign_in_page import add_sign_in
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.sealing import keyed_hash
from services.runtime.web import ApiRouter

__all__ = ["officers_area"]


def officers_area(ground: Ground, file_dossier: FileDossier, signing: Signing, printing: Printing) -> Area:
    router = ApiRouter(tags=["officers"])
    settings, store, clock = ground.settings, ground.store, ground.clock
    accounts = StoredAccounts(store.collection(ACCOUNTS))
    desk = SessionDesk(accounts, StoredSessions(store.collection(SESSIONS)), settings.session_limits, clock)
    sign_in = SignIn(accounts, _attempts(ground), desk, settings.lock_rules, clock)
    # One browser signs in once a day; an office behind one address has many.
    add_sign_in(router, sign_in, RateLimiter(rate=1, burst=30), oidc=bool(settings.oidc_issuer))
    routes = DeskRoutes(router, desk)
    add_own_account(routes, desk, ground.terms)
    read_desk = ReadDesk(StoredDeskSearch(store.collection(DOSSIERS)), ground.terms, clock)
    add_desk_page(routes, read_desk, signing.alerts)
    add_reception_page(routes, Offers(ground.terms, clock), file_dossier)
    _add_dossier_pages(routes, ground, signing, printing)
    return Area(routers=(router,))


def _add_dossier_pages(routes: DeskRoutes, ground: Ground, signing: Signing, printing: Printing) -> None:
    terms, clock, log = ground.terms, ground.clock, ground.access_log
    desk = Desk(ground.dossiers, terms, ground.clock)
    # The fixed addresses come before the one that takes any step.
    add_form_pages(routes, printing.forms, printing.press)
    add_applicant_page(routes, ReadApplicant(desk, ground.vault, log))
    add_dossier_page(routes, DossierPage(desk, terms, signing.change, signing.sign, signing.desk, clock))
    find = FoundByHash(ground.store.collection(DOSSIERS))
    add_find_page(routes, SearchDossiers(ground.vault.hashes, find, ground.dossiers, log), terms)


def _attempts(ground: Ground) -> StoredAttempts:
    key = ground.settings.lookup_hash_key.get_secret_value().encode()
    return StoredAttempts(ground.store.collection(ATTEMPTS), lambda content: keyed_hash(key, content.hex()))
