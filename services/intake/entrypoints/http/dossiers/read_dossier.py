"""GET /v1/dossiers/{code}"""

from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.representation import Representation
from services.intake.entrypoints.http.examples import DOSSIER, answers
from services.intake.entrypoints.http.parameters import CodePath, Reader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_dossier"]


def add_read_dossier(router: ApiRouter, desk: Desk, represent: Representation) -> None:
    """For the agencies that take part; for all others the dossier does not exist."""

    @router.get(
        "/v1/dossiers/{code}",
        summary="Xem hồ sơ / Read a dossier",
        response_class=OrjsonResponse,
        responses=answers(DOSSIER, "Hồ sơ / The dossier"),
    )
    async def read(code: CodePath, principal: Reader) -> OrjsonResponse:
        kept = await desk.read(code, principal)
        return OrjsonResponse(represent(kept.dossier))
