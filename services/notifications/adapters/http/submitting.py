"""From a message to the request that hands it to a gateway."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from services.notifications.adapters.http.gateway import Body, Submit
from services.notifications.application.ports import Message
from services.notifications.domain.segments import Encoding

__all__ = ["Account", "request_of"]

_CODINGS: Final = {Encoding.GSM7: "0", Encoding.UCS2: "2"}


@dataclass(frozen=True, slots=True)
class Account:
    """Who we are at the gateway; `sender` is the brandname."""

    username: str
    secret: str = field(repr=False)
    sender: str


def request_of(
    client: httpx.AsyncClient, submit: Submit, account: Account, message: Message, receipts: str
) -> httpx.Request:
    """`receipts` is the address where the gateway tells what became of this message."""
    values = {
        "username": account.username,
        "secret": account.secret,
        "sender": account.sender,
        "to": message.to,
        "to_digits": message.to.removeprefix("+"),
        "text": message.text,
        "coding": _CODINGS[message.encoding],
        "unicode": "1" if message.encoding is Encoding.UCS2 else "0",
        "reference": message.reference,
        "receipts": receipts,
    }
    headers = {name: value.format_map(values) for name, value in submit.headers.items()}
    filled = {name: _filled(value, values) for name, value in submit.fields.items()}
    if submit.basic:
        user, password = (each.format_map(values) for each in submit.basic)
        headers["Authorization"] = f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"
    return client.build_request("POST", submit.path, headers=headers, **_content(submit.body, filled))


def _filled(value: str | list[str], values: Mapping[str, str]) -> str | list[str]:
    if isinstance(value, str):
        return value.format_map(values)
    return [each.format_map(values) for each in value]


def _content(body: Body, filled: Mapping[str, Any]) -> dict[str, Any]:
    match body:
        case Body.TEXT:
            return {"content": str(filled["text"]).encode()}
        case Body.FORM:
            return {"data": filled}
        case Body.JSON:
            return {"json": filled}
