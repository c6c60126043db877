"""POST /v1/webhooks/{id}/resume"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from services.intake.application.webhooks.manage_webhooks import ManageWebhooks
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import FeedReader, WebhookPath
from services.intake.entrypoints.http.webhooks.answers import WEBHOOK_EXAMPLE, webhook_body
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_resume_webhook"]


class ResumeForm(BaseModel):
    """From where to send again."""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, json_schema_extra={"examples": [{"after": "H90.01:7"}]}
    )

    after: Annotated[
        str | None, Field(max_length=600, description="Send again all after this cursor; absent: where it stopped")
    ] = None


def add_resume_webhook(router: ApiRouter, manage: ManageWebhooks) -> None:
    @router.post(
        "/v1/webhooks/{webhook_id}/resume",
        summary="Gửi tiếp hoặc gửi lại / Go on, or send again from a cursor",
        response_class=OrjsonResponse,
        responses=answers(WEBHOOK_EXAMPLE, "Đang gửi / Active again"),
    )
    async def resume(webhook_id: WebhookPath, form: ResumeForm, principal: FeedReader) -> OrjsonResponse:
        """Activates a disabled webhook; messages sent again keep their ids."""
        return OrjsonResponse(webhook_body(await manage.resume(principal, webhook_id, form.after)))
