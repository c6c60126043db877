"""In whose hands an attempt is, as GET /v1/routes/{code} shows it: accounts, never names."""

from datetime import datetime

from pydantic import BaseModel

from services.routing.domain.people.hands import Hands

__all__ = ["HandsView", "hands_view"]


class SignatureView(BaseModel):
    """As the signing register allowed it; `prefix` stands before the signature of who signs for another."""

    signer: str
    role: str
    on_behalf_of: str | None
    prefix: str
    document_number: str
    at: datetime


class HandsView(BaseModel):
    """`officer` handles it, `signer` is to sign it for the role `on_behalf_of` (None: in own right).

    `late_cause` says why nobody could sign it in time.
    """

    officer: str | None
    signer: str | None
    on_behalf_of: str | None
    signature: SignatureView | None
    late_cause: str | None


def hands_view(hands: Hands) -> HandsView:
    return HandsView.model_validate(hands, from_attributes=True)
