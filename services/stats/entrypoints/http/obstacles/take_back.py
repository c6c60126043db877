"""DELETE /v1/obstacles/{id}"""

from typing import Annotated

from fastapi import Depends, Path, Response

from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.web import ApiRouter
from services.stats.application.obstacles.ports import Obstacles
from services.stats.entrypoints.http.obstacles.report_obstacle import WRITE

__all__ = ["add_take_back"]

Id = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]


def add_take_back(router: ApiRouter, obstacles: Obstacles) -> None:
    @router.delete(
        "/v1/obstacles/{obstacle_id}",
        status_code=204,
        summary="Rút lại vướng mắc đã báo / Take a reported obstacle back",
    )
    async def take_back(obstacle_id: Id, principal: Annotated[Principal, Depends(require(WRITE))]) -> Response:
        """Erases what it says, for good; a second time changes nothing."""
        if not await obstacles.take_back(obstacle_id, principal.agencies):
            raise PermanentError("obstacle_not_found")
        return Response(status_code=204)
