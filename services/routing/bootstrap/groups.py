"""Interlinked groups: what officers decide about children that failed."""

from collections.abc import Collection
from datetime import datetime

from services.kernel.agency_code import AgencyCode
from services.kernel.times import local_day
from services.routing.adapters.desk.promises import COLLECTION, StoredPromises
from services.routing.application.groups.decide_on_child import DecideOnChild
from services.routing.bootstrap.ground import Ground
from services.routing.entrypoints.http.groups.close_child import close_child
from services.routing.entrypoints.http.groups.refile_child import refile_child
from services.runtime.areas import Area

__all__ = ["decide_on_child", "groups_area"]


def groups_area(ground: Ground) -> Area:
    decide = decide_on_child(ground)
    return Area(routers=(refile_child(decide, ground.routes), close_child(decide, ground.routes)))


def decide_on_child(ground: Ground) -> DecideOnChild:
    def reasons(agency: AgencyCode, at: datetime) -> Collection[str]:
        return ground.catalogue.rules_on(local_day(at), agency).closing_reasons

    promises = StoredPromises(ground.store.collection(COLLECTION))
    return DecideOnChild(ground.folding, ground.plans, promises, reasons, ground.clock)
