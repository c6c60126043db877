"""POST /v1/dossiers/{code}/sign"""

from services.intake.application.delegations.sign_dossier import SignDossier, SignRequest
from services.intake.entrypoints.http.delegations.forms import SignForm
from services.intake.entrypoints.http.dossiers.command import CHANGED
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Writer
from services.kernel.times import require_utc
from services.runtime.tracing import current_trace
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_sign"]


def add_sign(router: ApiRouter, sign_dossier: SignDossier) -> None:
    @router.post(
        "/v1/dossiers/{code}/sign",
        summary="Ký kết quả / Sign the result",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def sign(code: CodePath, principal: Writer, form: SignForm, key: OptionalKey = None) -> OrjsonResponse:
        """Refused unless the officer may sign this paper at this moment; the answer names who may instead."""
        request = SignRequest(
            code=code,
            principal=principal,
            officer=form.officer,
            scope=form.scope,
            content=f"{code} sign {form.model_dump_json()}".encode(),
            occurred_at=require_utc(form.occurred_at) if form.occurred_at else None,
            key=key,
            trace=current_trace(),
        )
        return OrjsonResponse(await sign_dossier(request))
