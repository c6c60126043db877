"""GET /v1/webhooks and GET /v1/webhooks/{id}"""

from services.intake.application.webhooks.manage_webhooks import ManageWebhooks
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import FeedReader, WebhookPath
from services.intake.entrypoints.http.webhooks.answers import WEBHOOK_EXAMPLE, webhook_body
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_list_webhooks", "add_read_webhook"]


def add_list_webhooks(router: ApiRouter, manage: ManageWebhooks) -> None:
    @router.get(
        "/v1/webhooks",
        summary="Danh sách webhook / The credential's webhooks",
        response_class=OrjsonResponse,
        responses=answers({"webhooks": [WEBHOOK_EXAMPLE]}, "Các webhook / The webhooks"),
    )
    async def read_all(principal: FeedReader) -> OrjsonResponse:
        """Those of this credential only."""
        return OrjsonResponse({"webhooks": [webhook_body(webhook) for webhook in await manage.list_all(principal)]})


def add_read_webhook(router: ApiRouter, manage: ManageWebhooks) -> None:
    @router.get(
        "/v1/webhooks/{webhook_id}",
        summary="Xem một webhook / How a webhook is doing",
        response_class=OrjsonResponse,
        responses=answers(WEBHOOK_EXAMPLE, "Trạng thái / The state"),
    )
    async def read_one(webhook_id: WebhookPath, principal: FeedReader) -> OrjsonResponse:
        """Active or disabled, how far it got, and why the last try failed."""
        return OrjsonResponse(webhook_body(await manage.find(principal, webhook_id)))
