"""Dossiers at the desk: filing, commands, reading."""

from services.intake.adapters.components.results import COLLECTION as RESULTS
from services.intake.adapters.components.results import StoredResults
from services.intake.adapters.dossiers.dossiers import COLLECTION
from services.intake.adapters.dossiers.idempotency import COLLECTION as KEYS
from services.intake.adapters.dossiers.idempotency import IdempotencyKeys
from services.intake.adapters.dossiers.secret_dossiers import StoredSecretDossiers
from services.intake.adapters.dossiers.trusted_certificates import TrustedCertificates
from services.intake.adapters.files.entries import COLLECTION as FILES
from services.intake.adapters.files.entries import StoredFileEntries
from services.intake.application.components.archive_result import ArchiveResult
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.application.dossiers.file_dossier import FileDossier
from services.intake.application.dossiers.prepare_filing import PrepareFiling
from services.intake.application.dossiers.representation import Representation
from services.intake.application.dossiers.secret_totals import SecretTotals
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.dossiers.accept import add_accept
from services.intake.entrypoints.http.dossiers.apologise import add_apologise
from services.intake.entrypoints.http.dossiers.complete import add_complete
from services.intake.entrypoints.http.dossiers.digitise_result import add_digitise_result
from services.intake.entrypoints.http.dossiers.file_dossier import add_file_dossier
from services.intake.entrypoints.http.dossiers.pay_fee import add_pay_fee
from services.intake.entrypoints.http.dossiers.read_dossier import add_read_dossier
from services.intake.entrypoints.http.dossiers.read_timeline import add_read_timeline
from services.intake.entrypoints.http.dossiers.refuse import add_refuse
from services.intake.entrypoints.http.dossiers.request_supplement import add_request_supplement
from services.intake.entrypoints.http.dossiers.return_result import add_return_result
from services.intake.entrypoints.http.dossiers.secret_totals import add_secret_totals
from services.intake.entrypoints.http.dossiers.set_substate import add_set_substate
from services.intake.entrypoints.http.dossiers.stop import add_stop
from services.intake.entrypoints.http.dossiers.supplement import add_supplement
from services.intake.entrypoints.http.dossiers.withdraw import add_withdraw
from services.runtime.areas import Area
from services.runtime.web import ApiRouter

__all__ = ["dossiers_area", "file_dossier_of"]

_COMMANDS = (
    add_accept,
    add_refuse,
    add_request_supplement,
    add_supplement,
    add_withdraw,
    add_stop,
    add_return_result,
    add_apologise,
    add_set_substate,
    add_complete,
)


def dossiers_area(ground: Ground, file_dossier: FileDossier) -> Area:
    router = ApiRouter(tags=["dossiers"])
    represent = Representation(ground.terms)
    desk = Desk(ground.dossiers, ground.terms, ground.clock)
    bounds, clock = ground.settings.time_bounds, ground.clock
    signatures = TrustedCertificates.read(ground.settings.personal_authorities_file)
    add_file_dossier(router, file_dossier, represent, signatures, clock)
    add_read_dossier(router, desk, represent)
    add_read_timeline(router, desk, ground.terms)
    change = ChangeDossier(desk, ground.dossiers, ground.terms, ground.vault, represent, bounds, clock)
    for add_command in _COMMANDS:
        add_command(router, change)
    add_pay_fee(router, change)
    add_digitise_result(router, _archive(ground, change, desk))
    secret = StoredSecretDossiers(ground.store.collection(COLLECTION))
    add_secret_totals(router, SecretTotals(secret))
    return Area(routers=(router,), relays=(ground.relay,))


def _archive(ground: Ground, change: ChangeDossier, desk: Desk) -> ArchiveResult:
    files = StoredFileEntries(ground.store.collection(FILES))
    results = StoredResults(ground.store.collection(RESULTS))
    return ArchiveResult(change, desk, files, results, ground.vault, ground.vault.hashes)


def file_dossier_of(ground: Ground, prepare: PrepareFiling) -> FileDossier:
    keys = IdempotencyKeys(ground.store.collection(KEYS))
    bounds = ground.settings.time_bounds
    return FileDossier(
        ground.terms, ground.numbering, keys, ground.dossiers, ground.vault, bounds, ground.clock, prepare
    )
