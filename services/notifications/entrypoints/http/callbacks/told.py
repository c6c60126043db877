"""What a callback tells, whichever way the gateway writes it: query, form, JSON or plain text with headers."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from fastapi import Request

from services.runtime.failures import PermanentError

__all__ = ["told_by"]

_FORM: Final = "application/x-www-form-urlencoded"
_BODY: Final = "body"


async def told_by(request: Request) -> dict[str, str]:
    """Names and values; a plain body is called `body`. Raises PermanentError(callback_unreadable)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    told = {**request.headers, **request.query_params}
    if kind == "application/json":
        return told | _flat(await request.body())
    if kind == _FORM:
        async with request.form() as form:
            return told | {name: value for name, value in form.items() if isinstance(value, str)}
    return told | {_BODY: (await request.body()).decode(errors="replace")}


def _flat(body: bytes) -> dict[str, str]:
    try:
        values: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise PermanentError("callback_unreadable", field=_BODY) from None
    if not isinstance(values, Mapping):
        raise PermanentError("callback_unreadable", field=_BODY)
    return {str(name): str(value) for name, value in values.items() if isinstance(value, str | int)}
