"""Hands the signed result of a leg out to the agencies that take part."""

from services.routing.application.desk.results import AttachedResult, Results
from services.routing.application.ports import RouteStore
from services.routing.application.read_routes import read_route
from services.runtime.access_log import AccessLog
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.files.ports import Blobs

__all__ = ["ReadResult"]

_PURPOSE = "read_result"


class ReadResult:
    """For all others it does not exist; every hand-out is written down first."""

    def __init__(self, routes: RouteStore, results: Results, blobs: Blobs, log: AccessLog) -> None:
        self._routes = routes
        self._results = results
        self._blobs = blobs
        self._log = log

    async def __call__(self, code: str, sha256: str, principal: Principal) -> tuple[AttachedResult, bytes]:
        """Raises Problem(dossier_not_found), PermanentError(file_not_found | file_damaged)."""
        route = await read_route(self._routes, code, principal)
        told = {each.report for leg in route.legs.values() for attempt in leg.attempts for each in attempt.handoffs}
        kept = await self._results.of(code)
        result = next((each for each in kept if each.sha256 == sha256 and each.report in told), None)
        if result is None:
            raise PermanentError("file_not_found")
        reader = min(principal.agencies & {str(route.agency), *(leg.agency for leg in route.legs.values())})
        await self._log.record(principal.client_id, reader, f"{code}/{sha256}", _PURPOSE)
        content = await self._blobs.read(sha256)
        if content is None:
            raise PermanentError("file_not_found")
        return result, content
