"""What the handlers of personal data need of the world, named for the need."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from services.contracts.events.contact import ContactChanged
from services.intake.application.dossiers.applicant import Applicant, Contact, SealedApplicant

__all__ = ["FindDossiers", "LinkedData", "LookUpHashes", "PersonalVault", "Purpose"]


class Purpose(StrEnum):
    """Why personal data was read; other parts may name purposes of their own, as tokens."""

    PRINT_FORM = "print_form"
    OPEN_APPLICANT = "open_applicant"
    SEARCH = "search"
    RECOVER_CODES = "recover_codes"
    CORRECT_CONTACT = "correct_contact"
    EXCHANGE = "exchange"
    READ_SLIP = "read_slip"


class LookUpHashes(Protocol):
    """Keyed hashes by which a phone or an identity number is found again; one for each key still in use."""

    def of_phone(self, text: str) -> tuple[str, ...]: ...

    def of_id_number(self, text: str) -> tuple[str, ...]: ...


class FindDossiers(Protocol):
    """Finds dossiers by the hashes kept beside them."""

    async def with_hashes(self, hashes: tuple[str, ...], most: int) -> list[str]:
        """Codes of the newest dossiers that have any of the hashes, at most `most`, newest filing first."""
        ...


class PersonalVault(Protocol):
    """Opens and closes what is kept of an applicant."""

    def encrypt(self, code: str, applicant: Applicant | None) -> SealedApplicant | None: ...

    def decrypt(self, code: str, sealed: SealedApplicant) -> Applicant: ...

    def contact_event(self, code: str, contact: Contact, at: datetime) -> ContactChanged: ...


class LinkedData(Protocol):
    """Personal data kept outside the dossier's own document, such as drafts, petitions and files."""

    async def erase(self, code: str) -> int:
        """Erase what is linked to the dossier and return how much that was; again and again without harm."""
        ...
