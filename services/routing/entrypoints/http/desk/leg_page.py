"""GET /lien-thong/ho-so/{code} and /lien-thong/ho-so/{code}/{leg}: a dossier as the agencies of its route see it"""

from starlette.responses import Response

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock, local_day
from services.routing.application.desk.read_sheet import ReadSheet, Sheet
from services.routing.domain.handling import Cadastral
from services.routing.domain.people.team import Teams
from services.routing.domain.report import ReportKind
from services.routing.domain.route import Attempt, LegState, LegStatus, Route
from services.routing.entrypoints.http.desk.desk import HOME, DeskRoutes, Visit
from services.routing.entrypoints.http.desk.labels import Labels

__all__ = ["DECIDERS", "WORKERS", "LegPage", "add_leg_page"]

WORKERS = ("handler", "signer")
"""The roles that may do something with a leg."""
DECIDERS = ("handler", "supervisor")
"""The roles that may decide about a failed child, at the agency that received the dossier."""


class LegPage:
    """Shown after each act too, and again with the problem when one was refused."""

    def __init__(
        self,
        read_sheet: ReadSheet,
        labels: Labels,
        catalogue: Catalogue,
        teams: Teams,
        clock: Clock,
        *,
        takes_files: bool,
    ) -> None:
        self._read_sheet = read_sheet
        self._labels = labels
        self._catalogue = catalogue
        self._teams = teams
        self._clock = clock
        self._takes_files = takes_files

    async def overview(self, visit: Visit) -> Response:
        """On to the agency's own leg; an agency that only received the dossier sees the route."""
        code, agency = visit.params["code"], visit.officer.agency
        route, _ = await self._read_sheet.route(code, agency)
        leg = _own_leg(route, agency)
        if leg is None:
            return self._page(visit, route)
        said = {"bao": visit.query["bao"]} if "bao" in visit.query else {}
        return visit.go(f"{HOME}/ho-so/{code}/{leg.id}", **said)

    async def show(self, visit: Visit) -> Response:
        leg = visit.params.get("leg") or visit.text("leg")
        code = visit.params.get("code") or visit.text("code")
        sheet = await self._read_sheet(code, leg, visit.officer.agency)
        return self._page(visit, sheet.route, **self._of_leg(visit, sheet))

    async def around(self, visit: Visit) -> Response:
        """After what was said of another agency's leg: the own one if there is one, with the problem."""
        code, agency = visit.params["code"], visit.officer.agency
        route, _ = await self._read_sheet.route(code, agency)
        leg = _own_leg(route, agency)
        if leg is None:
            return self._page(visit, route)
        return self._page(visit, route, **self._of_leg(visit, await self._read_sheet(code, leg.id, agency)))

    def _page(self, visit: Visit, route: Route, **of_leg: object) -> Response:
        agency = visit.officer.agency
        rules = self._catalogue.rules_on(local_day(self._clock()), agency)
        may_decide = agency == route.agency and visit.officer.has(*DECIDERS)
        failed = [leg for leg in route.legs.values() if leg.status is LegStatus.FAILED and route.is_open]
        values = {"sheet": None, "failed_legs": failed if may_decide else [], "rules": rules, "labels": self._labels}
        return visit.page("leg.html", route=route, **(values | of_leg))

    def _of_leg(self, visit: Visit, sheet: Sheet) -> dict[str, object]:
        may_work = visit.officer.has(*WORKERS)
        return {
            "sheet": sheet,
            "acts": frozenset(act.name for act in sheet.acts) if may_work else frozenset(),
            "takes_files": self._takes_files,
            "slip": slip_for(sheet.route, sheet.leg),
            "wants_slip": _wants_slip(sheet),
            "authorities": sheet.authorities_of(visit.officer.login) if visit.officer.has("signer") else [],
            "questions": sheet.questions,
            "clock": _clock(sheet),
            "colleagues": self._colleagues(sheet) if visit.officer.has("supervisor") else [],
            "signer_roles": self._catalogue.words.signer_roles,
        }

    def _colleagues(self, sheet: Sheet) -> list[str]:
        """Who of the agency's roster may be given the leg now."""
        team = self._teams.team(sheet.leg.agency, sheet.now) if sheet.leg.is_open else None
        if team is None:
            return []
        takes = [each for each in team.roster.officers if team.may_take(each, sheet.plan.field, sheet.now)]
        return [each.officer for each in takes if not team.is_away(each.officer, team.next_worked(sheet.now))]


def add_leg_page(routes: DeskRoutes, page: LegPage) -> None:
    routes.page(f"{HOME}/ho-so/{{code}}", page.overview)
    routes.page(f"{HOME}/ho-so/{{code}}/{{leg}}", page.show)


def slip_for(route: Route, leg: LegState) -> Cadastral | None:
    """What the leg that handed over told for the slip."""
    sender = leg.attempts[-1].sender if leg.attempts else None
    sent = route.legs[sender].attempts if sender else ()
    return sent[-1].handling.cadastral if sent else None


def _own_leg(route: Route, agency: AgencyCode) -> LegState | None:
    """The open one, else the one that was handed over last, else the first."""
    own = [leg for leg in route.legs.values() if leg.agency == agency]
    begun = [leg for leg in own if leg.attempts]
    is_open = [leg for leg in begun if leg.is_open]
    latest = sorted(begun, key=lambda leg: leg.attempts[-1].dispatched_at)[-1:]
    return next(iter(is_open or latest or own), None)


def _wants_slip(sheet: Sheet) -> bool:
    """Whether the next hand-over goes with a slip, whose fields are asked for at the end of this leg."""
    following = sheet.plan.followers[sheet.leg.id]
    return ReportKind.COMPLETED in sheet.acts and any(sheet.plan.legs[leg].slip for leg in following)


def _clock(sheet: Sheet) -> tuple[int, int | None] | None:
    """Working minutes used and allowed; None while the leg was never handed over, or has no clock of its own."""
    attempt: Attempt | None = sheet.leg.attempts[-1] if sheet.leg.attempts else None
    if attempt is None or not attempt.ledger.spans:
        return None
    used = attempt.ledger.used_minutes(sheet.planned.calendar, attempt.ledger.stopped_at or sheet.now)
    return used, sheet.planned.limit_minutes
