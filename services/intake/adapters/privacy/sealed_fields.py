"""Where intake keeps ciphertexts of the key ring: whoever adds such a field adds a line here, or rotation misses it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from services.intake.adapters.activity.records import COLLECTION as ACTIVITY
from services.intake.adapters.declaration.declarations import COLLECTION as DRAFTS
from services.intake.adapters.dossiers.dossiers import COLLECTION as DOSSIERS
from services.intake.adapters.dossiers.vault import place_of_applicant, place_of_key
from services.intake.adapters.exchange.mirror import COLLECTION as EXCHANGED
from services.intake.adapters.exchange.mirror import place_of_owner

__all__ = ["SEALED_FIELDS", "SealedField"]


@dataclass(frozen=True, slots=True)
class SealedField:
    """`path` leads to one text, a list of texts or a mapping of texts.

    `place` gives the additional data that a text is bound to, by the document's id and the text's own name in it: empty
    for a single text, "1", "2", ... in a list, the key in a mapping. Texts under a key of their record are passed over.
    """

    collection: str
    path: str
    place: Callable[[str, str], bytes]

    @property
    def name(self) -> str:
        return f"{self.collection}/{self.path}"


SEALED_FIELDS: Final = (
    SealedField(DOSSIERS, "state.data_key", lambda code, _: place_of_key(code)),
    SealedField(DOSSIERS, "state.applicant", lambda code, _: place_of_applicant(code)),
    SealedField(DRAFTS, "state.sealed", lambda draft, version: f"draft/{draft}/{version}".encode()),
    SealedField(EXCHANGED, "owner", lambda code, _: place_of_owner(code)),
    SealedField(ACTIVITY, "state.sealed", lambda record, name: f"activity/{record}/{name}".encode()),
)
