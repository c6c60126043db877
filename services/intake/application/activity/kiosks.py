"""Which touch screens may give tickets: those that know their agency's token."""

import hmac
from typing import Final

from services.intake.application.activity.ports import PrivateText
from services.kernel.agency_code import AgencyCode

__all__ = ["Kiosks"]

_TOKEN_CHARACTERS: Final = 32


class Kiosks:
    """The token is worked out from the agency by a key of ours, so nothing is kept that could be stolen."""

    def __init__(self, private: PrivateText) -> None:
        self._private = private

    def token(self, agency: AgencyCode) -> str:
        return self._private.digest("kiosk", agency)[:_TOKEN_CHARACTERS]

    def fits(self, agency: AgencyCode, token: str) -> bool:
        return hmac.compare_digest(self.token(agency).encode(), token.encode())
