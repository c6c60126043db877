"""How a webhook looks to its owner."""

from typing import Any, Final

from services.intake.application.dossiers.representation import local_text
from services.intake.domain.webhooks.webhook import Webhook

__all__ = ["WEBHOOK_EXAMPLE", "webhook_body"]

WEBHOOK_EXAMPLE: Final[dict[str, Any]] = {
    "id": "wh-0123456789abcdef",
    "url": "https://mot-cua.example.vn/hooks/lien-thong",
    "agencies": ["H90.01"],
    "state": "active",
    "cursor": "H90.01:12",
    "failures": 0,
    "reason": None,
    "delivered": 12,
    "delivered_at": "2026-11-23T08:00:01+07:00",
    "next_at": "2026-11-23T08:00:01+07:00",
    "created_at": "2026-11-20T08:00:00+07:00",
    "links": {"self": "/v1/webhooks/wh-0123456789abcdef", "resume": "/v1/webhooks/wh-0123456789abcdef/resume"},
}


def webhook_body(webhook: Webhook) -> dict[str, Any]:
    """Without its secret; `cursor` is the last entry acknowledged, `next_at` None while it is disabled."""
    here = f"/v1/webhooks/{webhook.id}"
    return {
        "id": webhook.id,
        "url": webhook.url,
        "agencies": list(webhook.agencies),
        "state": webhook.state,
        "cursor": webhook.cursor,
        "failures": webhook.failures,
        "reason": webhook.reason,
        "delivered": webhook.delivered,
        "delivered_at": local_text(webhook.delivered_at),
        "next_at": local_text(webhook.due_at) if webhook.state == "active" else None,
        "created_at": local_text(webhook.created_at),
        "links": {"self": here, "resume": f"{here}/resume"},
    }
