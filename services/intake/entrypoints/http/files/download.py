"""GET /v1/files/{sha256}"""

from typing import Annotated, Any, Final

from fastapi import Path
from starlette.responses import Response

from services.intake.application.files.read_file import ReadFile
from services.intake.entrypoints.http.parameters import Reader
from services.runtime.files.answer import attachment
from services.runtime.web import ApiRouter

__all__ = ["add_download"]

_ANSWER: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Tệp / The file",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
Sha = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the content, in hexadecimal")]


def add_download(router: ApiRouter, read_file: ReadFile) -> None:
    @router.get(
        "/v1/files/{sha256}", summary="Tải tệp xuống / Download a file", response_class=Response, responses=_ANSWER
    )
    async def download(sha256: Sha, principal: Reader) -> Response:
        """For the agency that uploaded it; never shown in a browser window, never stored on the way."""
        entry, content = await read_file(sha256, principal)
        return attachment(content, entry.media_type, entry.sha256)
