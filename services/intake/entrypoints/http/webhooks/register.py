"""POST /v1/webhooks"""

from base64 import b64encode
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from services.intake.application.agencies.manage_credentials import SIGNING_SECRET_PREFIX
from services.intake.application.webhooks.manage_webhooks import ManageWebhooks
from services.intake.entrypoints.http.acting_agency import acting_agencies
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import FeedReader
from services.intake.entrypoints.http.webhooks.answers import WEBHOOK_EXAMPLE, webhook_body
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_register_webhook"]

_EXAMPLE: Final[dict[str, Any]] = WEBHOOK_EXAMPLE | {"secret": "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}


class WebhookForm(BaseModel):
    """Where messages go, and from which entry of the feed on."""

    model_config = ConfigDict(
        extra="forbid",
        hide_input_in_errors=True,
        json_schema_extra={"examples": [{"url": "https://mot-cua.example.vn/hooks/lien-thong"}]},
    )

    url: Annotated[str, Field(max_length=500, pattern=r"^https?://[!-~]+$", description="https; public addresses only")]
    agency: Annotated[
        str | None, Field(max_length=24, description="One of the credential's agencies; all of them if absent")
    ] = None
    after: Annotated[str, Field(max_length=600, description="Cursor to start after; from the start if empty")] = ""


def add_register_webhook(router: ApiRouter, manage: ManageWebhooks) -> None:
    @router.post(
        "/v1/webhooks",
        status_code=201,
        summary="Đăng ký webhook / Register a webhook",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Đã đăng ký / Registered", 201),
    )
    async def register(form: WebhookForm, principal: FeedReader) -> OrjsonResponse:
        """Messages follow Standard Webhooks, signed with the `secret`, which is shown this once."""
        agencies = acting_agencies(form.agency, principal)
        registered = await manage.register(principal, agencies, form.url, form.after)
        body = webhook_body(registered.webhook)
        secret = SIGNING_SECRET_PREFIX + b64encode(registered.secret).decode()
        return OrjsonResponse(body | {"secret": secret}, 201, {"Location": body["links"]["self"]})
