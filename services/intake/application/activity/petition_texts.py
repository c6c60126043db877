"""What was written in the course of a petition: by its sender and by its handler, kept encrypted beside it."""

from dataclasses import asdict, dataclass
from typing import Any, Final

import orjson

from services.intake.application.activity.ports import Kept, PrivateText
from services.intake.domain.activity.petition import Petition
from services.runtime.sealing import keyed_hash

__all__ = ["PetitionTexts", "Written"]

FORM: Final = "form"
_TOKEN_CHARACTERS: Final = 32


@dataclass(frozen=True, slots=True)
class Written:
    """A petition as its sender wrote it; personal data."""

    content: str
    name: str | None = None
    phone: str | None = None
    address: str | None = None
    language: str = "vi"


class PetitionTexts:
    def __init__(self, private: PrivateText) -> None:
        self._private = private

    def seal_form(self, petition: str, written: Written) -> dict[str, str]:
        return {FORM: self._private.seal(petition, FORM, orjson.dumps(asdict(written)))}

    def seal(self, kept: Kept[Petition], name: str, text: str) -> dict[str, str]:
        """All texts with one more."""
        return {**kept.sealed, name: self._private.seal(kept.record.id, name, text.encode())}

    def written(self, kept: Kept[Petition]) -> dict[str, Any] | None:
        """What its sender wrote; None once it was erased."""
        text = kept.sealed.get(FORM)
        if text is None:
            return None
        found: dict[str, Any] = orjson.loads(self._private.open(kept.record.id, FORM, text))
        return found

    def text(self, kept: Kept[Petition], name: str) -> str | None:
        sealed = kept.sealed.get(name)
        return None if sealed is None else self._private.open(kept.record.id, name, sealed).decode()

    def token(self, petition: str) -> str:
        """What its sender asks with; worked out again for a retry, so that only its hash is kept."""
        return self._private.digests("petition-token", petition)[0][:_TOKEN_CHARACTERS]

    def token_hash(self, token: str) -> str:
        # The token is as random as a key; the hash only keeps it out of the store.
        return keyed_hash(b"petition-token", token)
