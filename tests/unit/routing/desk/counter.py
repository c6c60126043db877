"""Routing's handlers with the desk of an agency on top, over a store in memory."""

from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.routing.adapters.desk.promises import COLLECTION, StoredPromises
from services.routing.application.clocks.alarm import alarm_by
from services.routing.application.desk.act_on_leg import Act, ActOnLeg, Deed
from services.routing.application.desk.keep_promises import KeepPromises
from services.routing.application.fold import Folding
from services.routing.domain.desk.acts import mark_of_leg
from services.routing.domain.report import ReportKind
from services.runtime.catalogue import read_catalogue
from tests.unit.routing.bench import Bench
from tests.unit.routing.signed import CODE, LAND, lifecycle, snapshot

__all__ = ["Counter", "catalogue"]


@cache
def catalogue() -> Catalogue:
    """The shipped one."""
    return read_catalogue("deploy/catalogue")


class Counter(Bench):
    """An officer of the land office works on the one dossier that there is."""

    def __init__(self) -> None:
        super().__init__()
        self.promises = StoredPromises(self.store.collection(COLLECTION))
        folding = Folding(self.routes, self.worklist, self.stubs, alarm_by(self.terms))
        self.act_on_leg = ActOnLeg(folding, self.plans, self.promises, self.clock)
        self.keep_promises = KeepPromises(self.routes, self.worklist, self.promises, self.clock)
        self._keys = count()

    async def open(self) -> None:
        """The dossier is accepted, and its first leg waits at the land office."""
        await self.live(lifecycle(1, snapshot()))

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)

    async def act(self, kind: ReportKind, leg: str = "appraise", **more: Any) -> Act:
        """Does it, on a page that was opened just now unless `seen` says otherwise; returns what was done."""
        about = {name: more.pop(name) for name in ("reason", "result_reference", "signed_by") if name in more}
        seen = more.pop("seen", None) or mark_of_leg((await self.route()).legs[leg])
        values: dict[str, Any] = {"agency": AgencyCode(LAND), "officer": "mai", "key": f"k{next(self._keys)}"}
        act = Act(code=CODE, leg=leg, seen=seen, deed=Deed(kind, **about), **(values | more))
        await self.act_on_leg(act)
        return act
