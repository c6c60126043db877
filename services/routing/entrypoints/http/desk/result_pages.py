"""POST /lien-thong/ket-qua and GET /lien-thong/ket-qua/{code}/{sha256}: the signed result of a leg"""

from typing import Final

from starlette.datastructures import UploadFile
from starlette.responses import Response

from services.routing.application.desk.act_on_leg import Deed
from services.routing.application.desk.attach_result import AttachResult, Upload
from services.routing.application.desk.read_result import ReadResult
from services.routing.domain.report import ReportKind
from services.routing.entrypoints.http.desk.desk import HOME, DeskRoutes, Visit
from services.routing.entrypoints.http.desk.leg_acts import act_of, signed_by
from services.routing.entrypoints.http.desk.leg_page import WORKERS, LegPage
from services.runtime.files.answer import attachment

__all__ = ["UPLOAD_PATH", "add_result_pages"]

UPLOAD_PATH: Final = f"{HOME}/ket-qua"
"""Without parameters: limits of bodies are by path."""


def add_result_pages(routes: DeskRoutes, page: LegPage, attach_result: AttachResult, read_result: ReadResult) -> None:
    async def attach(visit: Visit) -> Response:
        act = act_of(visit, visit.text("code"), visit.text("leg"), _deed(visit))
        await attach_result(act, await _upload(visit))
        return visit.go(f"{HOME}/ho-so/{act.code}/{act.leg}", bao="done")

    async def download(visit: Visit) -> Response:
        code, sha256 = visit.params["code"], visit.params["sha256"]
        result, content = await read_result(code, sha256, visit.officer.principal)
        return attachment(content, result.media_type, result.sha256)

    routes.form(UPLOAD_PATH, attach, page.show, *WORKERS)
    routes.page(f"{UPLOAD_PATH}/{{code}}/{{sha256}}", download)


def _deed(visit: Visit) -> Deed:
    return Deed(ReportKind.RESULT, signed_by=signed_by(visit))


async def _upload(visit: Visit) -> Upload:
    """Without a file the content is empty, which is refused like an empty file."""
    part = visit.form.get("file")
    if not isinstance(part, UploadFile):
        return Upload(b"")
    return Upload(await part.read(), part.content_type or None, "".join(visit.text("signature").split()))
