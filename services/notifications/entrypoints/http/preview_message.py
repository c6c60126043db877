"""POST /v1/preview."""

from typing import Annotated, Literal, Self

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.contracts.events.payload import CodeText, Token
from services.notifications.application.preview import Draft, Preview, Previewed
from services.notifications.domain.segments import Encoding
from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.web.router import ApiRouter

__all__ = ["preview_message"]

_Fact = Annotated[str, Field(max_length=128)] | Annotated[int, Field(ge=0, le=10**15)]


class DraftBody(BaseModel):
    """Either a template by its name, or the text of one: `{place}` is filled in, `[...]` left out when it cannot be."""

    model_config = ConfigDict(extra="forbid")

    template: Annotated[Token | None, Field(examples=["result_ready"])] = None
    text: Annotated[str | None, Field(min_length=1, max_length=2000)] = None
    language: Literal["vi", "en"] = "vi"
    code: CodeText | None = None
    facts: Annotated[dict[Token, _Fact], Field(max_length=20, description="Instants as ISO 8601; else examples")] = {}
    most_segments: Annotated[int | None, Field(ge=1, le=10)] = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.template is None) is (self.text is None):
            message = "give either template or text"
            raise ValueError(message)
        return self


class SpellingView(BaseModel):
    """`segments` is how many SMS the text is."""

    text: str
    encoding: Encoding
    segments: int


class OfferView(BaseModel):
    """Prices in dong; `sent` None: too long for the template, it would be refused and never cut."""

    provider: Token
    accented_vnd: int
    unaccented_vnd: int
    sent: SpellingView | None
    price_vnd: int | None


class PreviewView(BaseModel):
    template_version: int | None
    most_segments: int
    accented: SpellingView
    unaccented: SpellingView
    providers: list[OfferView]


def preview_message(preview: Preview) -> APIRouter:
    """Nothing is sent or kept; scope dossiers:read."""
    router = ApiRouter(tags=["notifications"])

    @router.post("/v1/preview", summary="What a message would be and cost", operation_id="previewMessage")
    async def endpoint(body: DraftBody, _: Annotated[Principal, Depends(require("dossiers:read"))]) -> PreviewView:
        draft = Draft(body.template, body.text, body.language, body.code, body.facts, body.most_segments)
        return _view(preview(draft))

    return router


def _view(previewed: Previewed) -> PreviewView:
    return PreviewView(
        template_version=previewed.version,
        most_segments=previewed.most_segments,
        accented=SpellingView.model_validate(previewed.accented, from_attributes=True),
        unaccented=SpellingView.model_validate(previewed.plain, from_attributes=True),
        providers=[
            OfferView(
                provider=each.provider,
                accented_vnd=each.accented_vnd,
                unaccented_vnd=each.plain_vnd,
                sent=each.sent and SpellingView.model_validate(each.sent, from_attributes=True),
                price_vnd=each.sent and each.sent.price_vnd,
            )
            for each in previewed.offers
        ],
    )
