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
        return self._tokens(agency)[0]

    def fits(self, agency: AgencyCode, token: str) -> bool:
        """A token of the hash key before the current one fits too, while that is still in use."""
        return any(hmac.compare_digest(each.encode(), token.encode()) for each in self._tokens(agency))

    def _tokens(self, agency: AgencyCode) -> tuple[str, ...]:
        return tuple(digest[:_TOKEN_CHARACTERS] for digest in self._private.digests("kiosk", agency))
