"""DELETE /v1/webhooks/{id}"""

from fastapi import Response

from services.intake.application.webhooks.manage_webhooks import ManageWebhooks
from services.intake.entrypoints.http.parameters import FeedReader, WebhookPath
from services.runtime.web import ApiRouter

__all__ = ["add_remove_webhook"]


def add_remove_webhook(router: ApiRouter, manage: ManageWebhooks) -> None:
    @router.delete("/v1/webhooks/{webhook_id}", status_code=204, summary="Xoá webhook / Remove a webhook")
    async def remove(webhook_id: WebhookPath, principal: FeedReader) -> Response:
        """Nothing more is sent, but for a message that is on its way right now."""
        await manage.remove(principal, webhook_id)
        return Response(status_code=204)
