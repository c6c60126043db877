"""How a gateway over HTTP is spoken to: the form of the files in `presets/`."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.receipt import Verdict

__all__ = ["Answer", "Body", "Gateway", "IncomingFields", "Means", "ReceiptFields", "Submit"]

Text = Annotated[str, Field(max_length=512)]
Path = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$", description="Names from the outside in")]
Reason = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Body(StrEnum):
    TEXT = "text"
    FORM = "form"
    JSON = "json"


class Means(StrEnum):
    """BUSY spends an attempt, THROTTLED none."""

    TAKEN = "taken"
    REFUSED = "refused"
    BUSY = "busy"
    THROTTLED = "throttled"


class Submit(_Strict):
    """What is posted; `basic` is the user of HTTP's own authentication and its password.

    Filled in are {username} {secret} {sender} {to} {to_digits} {text} {coding} {unicode} {reference} {receipts}.
    """

    path: Annotated[str, Field(pattern=r"^/[^\s{}]*$")]
    body: Body
    headers: Mapping[str, Text] = Field(default_factory=dict)
    fields: Mapping[str, Text | list[Text]] = Field(default_factory=dict)
    basic: tuple[Text, Text] | None = None


class Answer(_Strict):
    """One rule; all that it names has to fit: how the text begins, or a member of a JSON answer and its values."""

    status: Sequence[int] = (200,)
    says: str | None = None
    at: Path | None = None
    codes: Sequence[str] = ()
    means: Means
    reason: Reason = "gateway_refused"


class ReceiptFields(_Strict):
    """Where a receipt says which part, how it ended, and why; ranges of numbers as `1-63`.

    `part` None: the address that we gave for the message tells it.
    """

    part: Path | None = None
    state: Path
    error: Path | None = None
    verdicts: Mapping[str, Verdict]


class IncomingFields(_Strict):
    """Where a text of a citizen stands. `body` takes the whole body as the text, headers are found by small letters."""

    id: Path | None = None
    phone: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]
    text: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]


class Gateway(_Strict):
    """`tested` says whether it was ever tried against the real one; `part` is where the answer has its id.

    Without `part` our own reference is the id of the only part. The first fitting answer counts; when none fits the
    message may have been taken.
    """

    tested: bool
    dedupes: bool = False
    submit: Submit
    part: Path | None = None
    answers: Annotated[Sequence[Answer], Field(min_length=1)]
    receipts: ReceiptFields | None = None
    incoming: IncomingFields | None = None
    source: Annotated[str, Field(description="Where this is documented")]
    version: Literal[1] = 1
