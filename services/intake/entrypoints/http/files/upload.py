"""POST /v1/files"""

from typing import Annotated, Any, Final

from fastapi import Query, Request
from starlette.datastructures import UploadFile

from services.intake.application.files.keep_file import KeepFile
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.files.answers import KEPT, file_body
from services.intake.entrypoints.http.parameters import Writer
from services.runtime.failures import PermanentError
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["FILES_PATH", "add_upload"]

FILES_PATH: Final = "/v1/files"
_MULTIPART: Final = "multipart/form-data"
_BINARY: Final = {"schema": {"type": "string", "format": "binary"}}
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/pdf": _BINARY,
            "image/jpeg": _BINARY,
            "image/png": _BINARY,
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"file": _BINARY["schema"]}, "required": ["file"]}
            },
        },
    }
}


def add_upload(router: ApiRouter, keep_file: KeepFile) -> None:
    @router.post(
        FILES_PATH,
        status_code=201,
        summary="Tải tệp lên / Upload a file",
        response_class=OrjsonResponse,
        responses=answers(KEPT, "Tệp đã lưu / The file is kept", 201),
        openapi_extra=_BODY,
    )
    async def upload(
        request: Request,
        principal: Writer,
        agency: Annotated[
            str | None, Query(max_length=24, description="Needed when the credential acts for several agencies")
        ] = None,
    ) -> OrjsonResponse:
        """The file as it is, or as the field `file` of a form; the same content twice is the same file."""
        chosen = acting_agency(agency, principal)
        declared = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if declared == _MULTIPART:
            content, declared = await _from_form(request)
        else:
            content = await request.body()
        entry = await keep_file(chosen, content, declared or None)
        body = file_body(entry)
        return OrjsonResponse(body, 201, {"Location": body["links"]["self"]})


async def _from_form(request: Request) -> tuple[bytes, str]:
    async with request.form(max_files=1, max_fields=1) as form:
        part = form.get("file")
        if not isinstance(part, UploadFile):
            raise PermanentError("file_empty")
        return await part.read(), part.content_type or ""
