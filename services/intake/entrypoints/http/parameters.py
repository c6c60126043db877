"""Parameters that several endpoints share."""

from typing import Annotated

from fastapi import Depends, Header, Path, Query

from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal

__all__ = [
    "AgencyQuery",
    "CodePath",
    "DelegationReader",
    "DelegationWriter",
    "DeskReader",
    "DeskWriter",
    "DraftPath",
    "FeedReader",
    "OptionalKey",
    "Reader",
    "Reporter",
    "RequiredKey",
    "Reserver",
    "WebhookPath",
    "Writer",
]

_KEY_PATTERN = r"^[\x21-\x7e]{1,128}$"
CodePath = Annotated[str, Path(max_length=40, examples=["H90.01-261123-0001"])]
DraftPath = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", examples=["5f0c6d3e0c6b5a5f8a5d0e5b7c1f2a3b"])]
WebhookPath = Annotated[str, Path(pattern=r"^wh-[0-9a-f]{16}$", examples=["wh-0123456789abcdef"])]
RequiredKey = Annotated[
    str,
    Header(alias="Idempotency-Key", pattern=_KEY_PATTERN, description="New for each dossier, the same in every retry"),
]
OptionalKey = Annotated[
    str | None,
    Header(alias="Idempotency-Key", pattern=_KEY_PATTERN, description="Repeats the first answer in a retry"),
]
AgencyQuery = Annotated[
    str | None, Query(alias="agency", max_length=24, description="Needed when the credential acts for several agencies")
]
Reader = Annotated[Principal, Depends(require("dossiers:read"))]
Writer = Annotated[Principal, Depends(require("dossiers:write"))]
Reporter = Annotated[Principal, Depends(require("events:write"))]
FeedReader = Annotated[Principal, Depends(require("feed:read"))]
Reserver = Annotated[Principal, Depends(require("codes:reserve"))]
DeskReader = Annotated[Principal, Depends(require("desk:read"))]
DeskWriter = Annotated[Principal, Depends(require("desk:write"))]
DelegationWriter = Annotated[Principal, Depends(require("delegations:write"))]
DelegationReader = Annotated[Principal, Depends(require("delegations:read"))]
