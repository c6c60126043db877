"""The answer to a request that made a record."""

from collections.abc import Mapping
from typing import Any

from services.runtime.web.responses import OrjsonResponse

__all__ = ["created"]


def created(body: Mapping[str, Any], location: str, *, replayed: bool) -> OrjsonResponse:
    """201, and whether an earlier request with the same key made it."""
    headers = {"Location": location}
    if replayed:
        headers["Idempotency-Replayed"] = "true"
    return OrjsonResponse(body, 201, headers)
