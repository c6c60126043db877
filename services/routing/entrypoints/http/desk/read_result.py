"""GET /v1/routes/{code}/results/{sha256}."""

from typing import Annotated, Any, Final

from fastapi import Depends, Path
from starlette.responses import Response

from services.contracts.events.payload import CodeText
from services.routing.application.desk.read_result import ReadResult
from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.files.answer import attachment
from services.runtime.web.router import ApiRouter

__all__ = ["get_result"]

_ANSWER: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The file",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def get_result(read_result: ReadResult) -> ApiRouter:
    """For the agencies that take part; scope routes:read."""
    router = ApiRouter(tags=["routes"])

    @router.get(
        "/v1/routes/{code}/results/{sha256}",
        summary="The signed result of a leg",
        operation_id="getResult",
        response_class=Response,
        responses=_ANSWER,
    )
    async def endpoint(
        code: Annotated[CodeText, Path(examples=["H90.01-261123-0001"])],
        sha256: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the content, in hexadecimal")],
        principal: Annotated[Principal, Depends(require("routes:read"))],
    ) -> Response:
        """Each reading is written down."""
        result, content = await read_result(code, sha256, principal)
        return attachment(content, result.media_type, result.sha256)

    return router
