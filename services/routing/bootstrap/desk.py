"""The desk of an agency: accounts, worklist, what officers do with legs, signed results."""

from pathlib import Path

from services.routing.adapters.desk.promises import COLLECTION as PROMISES
from services.routing.adapters.desk.promises import StoredPromises
from services.routing.adapters.desk.results import COLLECTION as RESULTS
from services.routing.adapters.desk.results import StoredResults
from services.routing.adapters.desk.work_search import StoredWorkSearch
from services.routing.adapters.worklist import COLLECTION as WORKLIST
from services.routing.application.desk.act_on_leg import ActOnLeg
from services.routing.application.desk.attach_result import AttachResult
from services.routing.application.desk.forget_results import ForgetResults
from services.routing.application.desk.keep_promises import KeepPromises
from services.routing.application.desk.read_result import ReadResult
from services.routing.application.desk.read_sheet import ReadSheet
from services.routing.application.desk.read_worklist import ReadWorklist
from services.routing.bootstrap.ground import Ground
from services.routing.bootstrap.groups import decide_on_child
from services.routing.bootstrap.people import assign_leg
from services.routing.domain.desk.roles import SCOPES
from services.routing.entrypoints.http.desk.desk import DESK, DeskRoutes
from services.routing.entrypoints.http.desk.labels import Labels
from services.routing.entrypoints.http.desk.leg_acts import add_leg_acts
from services.routing.entrypoints.http.desk.leg_page import LegPage, add_leg_page
from services.routing.entrypoints.http.desk.read_result import get_result
from services.routing.entrypoints.http.desk.result_pages import UPLOAD_PATH, add_result_pages
from services.routing.entrypoints.http.desk.supervision import add_supervision
from services.routing.entrypoints.http.desk.worklist_page import add_worklist_page
from services.runtime.access_log import COLLECTION as ACCESS_LOG
from services.runtime.access_log import StoredAccessLog
from services.runtime.areas import Area
from services.runtime.files.body_limits import file_body_limits
from services.runtime.files.clamd import Clamd, NoScanner
from services.runtime.files.folder import Folder
from services.runtime.sealing import FieldCipher
from services.runtime.sweeper import Sweep, Sweeper
from services.runtime.web import ApiRouter
from services.runtime.web.desk.front_door import FORGET_EVERY, Building, open_front_door

__all__ = ["desk_area"]


def desk_area(ground: Ground) -> Area:
    router, settings, store, clock = ApiRouter(tags=["desk"]), ground.settings, ground.store, ground.clock
    key = settings.token_secret.get_secret_value().encode()
    labels = Labels(ground.catalogue)
    building = Building(store, settings, key, clock, SCOPES)
    door = open_front_door(router, DESK, building, labels.agency)
    promises = StoredPromises(store.collection(PROMISES))
    act_on_leg = ActOnLeg(ground.folding, ground.plans, promises, clock)
    search = StoredWorkSearch(store.collection(WORKLIST))
    add_worklist_page(door.routes, ReadWorklist(search, ground.catalogue, clock), labels)
    read_sheet = ReadSheet(ground.routes, ground.plans, StoredResults(store.collection(RESULTS)), clock)
    takes_files = settings.result_keys is not None
    page = LegPage(read_sheet, labels, ground.catalogue, ground.books.teams, clock, takes_files=takes_files)
    routers, forget = _add_results(ground, door.routes, page, act_on_leg)
    add_leg_page(door.routes, page)
    add_leg_acts(door.routes, page, act_on_leg, ground.catalogue, clock)
    add_supervision(door.routes, page, assign_leg(ground), decide_on_child(ground))
    old = Sweeper((*door.sweeps, *forget), FORGET_EVERY)
    keep = KeepPromises(ground.routes, ground.worklist, promises, clock)
    cut_off = Sweeper((keep.sweep,), settings.sweep_seconds)
    return Area(
        routers=(router, *routers),
        background=(old.run, cut_off.run),
        stop=(old.stop, cut_off.stop),
        body_limits={UPLOAD_PATH: file_body_limits(ground.catalogue.most_file_bytes)},
    )


def _add_results(
    ground: Ground, routes: DeskRoutes, page: LegPage, act_on_leg: ActOnLeg
) -> tuple[tuple[ApiRouter, ...], tuple[Sweep, ...]]:
    """Files are taken and handed out only where there is a key for them."""
    settings, store, clock = ground.settings, ground.store, ground.clock
    if settings.result_keys is None:
        return (), ()
    blobs = Folder(Path(settings.results_dir), FieldCipher(settings.result_keys))
    results = StoredResults(store.collection(RESULTS))
    log = StoredAccessLog(store.collection(ACCESS_LOG), clock)
    scanner = Clamd(settings.clamd_address) if settings.clamd_address else NoScanner()
    read_sheet = ReadSheet(ground.routes, ground.plans, results, clock)
    attach = AttachResult(act_on_leg, read_sheet, blobs, results, scanner, ground.directory, ground.catalogue, clock)
    read = ReadResult(ground.routes, results, blobs, log)
    add_result_pages(routes, page, attach, read)
    forget = ForgetResults(results, blobs, ground.catalogue, clock)
    return (get_result(read),), (forget.sweep,)
