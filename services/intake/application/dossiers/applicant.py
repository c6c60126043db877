"""The applicant's data on its way in: checked once, then only ever held sealed."""

from dataclasses import dataclass, field

from services.kernel.phone import PhoneError, parse_mobile

__all__ = ["Applicant", "Contact", "SealedApplicant", "contact_of"]


@dataclass(frozen=True, slots=True)
class Applicant:
    """Personal data: never logged, never published in the clear, never part of an answer."""

    name: str
    kind: str = "individual"
    phone: str | None = None
    id_number: str | None = None
    address: str | None = None
    language: str = "vi"

    def __repr__(self) -> str:
        return "Applicant(...)"


@dataclass(frozen=True, slots=True)
class SealedApplicant:
    """As the store keeps it: `text` opens with the dossier's own key, `data_key` is that key, wrapped.

    `lookup` are keyed hashes of phone and identity number; None leaves the stored ones as they are.
    """

    text: str = field(repr=False)
    data_key: str | None = field(default=None, repr=False)
    lookup: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the applicant; `phone` is E.164, or None for a landline, which gets no SMS (domain §16)."""

    phone: str | None
    language: str
    channels: tuple[str, ...]


def contact_of(applicant: Applicant | None) -> Contact | None:
    """None when no phone was given. Raises PhoneError for what is no phone number of Viet Nam."""
    if applicant is None or not applicant.phone:
        return None
    try:
        return Contact(parse_mobile(applicant.phone), applicant.language, ("sms",))
    except PhoneError as error:
        if error.reason != "landline":
            raise
        return Contact(None, applicant.language, ())
