"""What the file of providers may say of each; a wrong entry stops the service at its start."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.adapters.smpp.parts import LongMessages
from services.notifications.adapters.smpp.receipt import ReceiptIds

__all__ = ["FileTerms", "HttpFileTerms", "ProviderTerms", "ProvidersFile", "SmppFileTerms", "SmtpFileTerms"]

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Brandname = Annotated[str, Field(pattern=r"^[A-Za-z0-9 ._-]{3,11}$", description="What citizens see as the sender")]
Variable = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,63}$", description="Environment variable with the secret")]


class Terms(BaseModel):
    """Common to all: `weight` is its share of the messages, `segment_vnd` what a segment costs (dong)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    weight: Annotated[int, Field(ge=0, le=100)] = 100
    segment_vnd: Annotated[int, Field(ge=0, le=100_000)]
    segments_per_second: Annotated[float | None, Field(gt=0, le=100_000)] = None


class FileTerms(Terms):
    """Writes messages to the file of the settings instead of sending them."""

    kind: Literal["file"]


class SmppFileTerms(Terms):
    """A message centre; times in seconds, `receipt_zone` is an IANA name."""

    kind: Literal["smpp"]
    host: Annotated[str, Field(min_length=1, max_length=253)]
    port: Annotated[int, Field(ge=1, le=65535)]
    system_id: Annotated[str, Field(max_length=15, pattern=r"^[\x21-\x7e]+$")]
    password_variable: Variable
    system_type: Annotated[str, Field(max_length=12)] = ""
    brandname: Brandname
    window: Annotated[int, Field(ge=1, le=1000)] = 10
    response_seconds: Annotated[float, Field(gt=0, le=120)] = 10.0
    idle_seconds: Annotated[float, Field(gt=0, le=600)] = 30.0
    long_messages: LongMessages = LongMessages.UDH
    receipt_ids: ReceiptIds = ReceiptIds.SAME
    receipt_zone: str = "Asia/Ho_Chi_Minh"


class HttpFileTerms(Terms):
    """A gateway over HTTP; `gateway` is a preset (kannel, esms, speedsms) or a file of the same form.

    `callback_url` is how the gateway reaches this service, `callback_variable` holds the key that makes the addresses
    which it calls. `username` may be left out where the gateway has none.
    """

    kind: Literal["http"]
    gateway: Annotated[str, Field(min_length=1, max_length=255)]
    url: Annotated[str, Field(pattern=r"^https?://[^\s?#]{1,253}$")]
    username: Annotated[str, Field(max_length=64)] = ""
    secret_variable: Variable
    brandname: Brandname
    callback_url: Annotated[str, Field(pattern=r"^https?://[^\s?#%{}]{1,253}$")]
    callback_variable: Variable
    window: Annotated[int, Field(ge=1, le=1000)] = 10
    response_seconds: Annotated[float, Field(gt=0, le=120)] = 8.0


class SmtpFileTerms(Terms):
    """A mail server; `subject` stands over every mail. Nothing is sent in the clear but with `security: none`."""

    kind: Literal["smtp"]
    host: Annotated[str, Field(min_length=1, max_length=253)]
    port: Annotated[int, Field(ge=1, le=65535)]
    security: Literal["tls", "starttls", "none"] = "starttls"
    sender: Annotated[str, Field(pattern=r"^[^@\s,;<>]{1,64}@[A-Za-z0-9.-]{1,190}$")]
    subject: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\r\n]+$")]
    username: Annotated[str | None, Field(max_length=190)] = None
    password_variable: Variable | None = None


ProviderTerms = Annotated[FileTerms | SmppFileTerms | HttpFileTerms | SmtpFileTerms, Field(discriminator="kind")]


class ProvidersFile(BaseModel):
    """`providers` in the order in which equals are preferred."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    providers: Annotated[Sequence[ProviderTerms], Field(min_length=1, max_length=16)]
