"""POST /v1/dossiers"""

from dataclasses import replace

from fastapi import Request

from services.intake.application.dossiers.file_dossier import Filed, FileDossier, FilingRequest
from services.intake.application.dossiers.personal_signature import PersonalSignatures
from services.intake.application.dossiers.representation import Representation
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.dossiers.forms import FilingForm
from services.intake.entrypoints.http.dossiers.personal_signature import signature_in
from services.intake.entrypoints.http.examples import DOSSIER, answers
from services.intake.entrypoints.http.parameters import RequiredKey, Writer
from services.kernel.times import Clock, require_utc
from services.runtime.auth.principal import Principal
from services.runtime.tracing import current_trace
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_file_dossier", "filed_answer"]


def add_file_dossier(
    router: ApiRouter,
    file_dossier: FileDossier,
    represent: Representation,
    signatures: PersonalSignatures,
    clock: Clock,
) -> None:
    """File a dossier at a desk; `accept` receives it in the same step."""

    @router.post(
        "/v1/dossiers",
        status_code=201,
        summary="Nộp hồ sơ / File a dossier",
        response_class=OrjsonResponse,
        responses=answers(DOSSIER, "Đã cấp mã hồ sơ / The code was issued", 201),
    )
    async def file(request: Request, form: FilingForm, key: RequiredKey, principal: Writer) -> OrjsonResponse:
        """The same Idempotency-Key always ends with the same dossier; with another body it is refused."""
        if form.personal_signature is not None:
            signatures.check(signature_in(await request.json()), clock())
        filed = await file_dossier(_request(form, key, principal))
        return filed_answer(filed, represent)


def filed_answer(filed: Filed, represent: Representation) -> OrjsonResponse:
    body = represent(filed.dossier)
    headers = {"Location": body["links"]["self"]}
    if filed.replayed:
        headers["Idempotency-Replayed"] = "true"
    return OrjsonResponse(body, 201, headers)


def _request(form: FilingForm, key: str, principal: Principal) -> FilingRequest:
    return FilingRequest(
        client_id=principal.client_id,
        key=key,
        content=form.model_dump_json().encode(),
        agency=acting_agency(form.agency, principal),
        submission=replace(form.submission(), sandbox=principal.sandbox),
        occurred_at=require_utc(form.occurred_at) if form.occurred_at else None,
        may_backfill="backfill" in principal.scopes,
        trace=current_trace(),
    )
