"""What printing a form needs of the world, named for the need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from services.intake.application.documents.paper import Paper
from services.intake.application.dossiers.applicant import Applicant
from services.intake.application.dossiers.ports import Kept
from services.kernel.agency_code import AgencyCode

__all__ = [
    "Book",
    "Confirmation",
    "DossierList",
    "Issued",
    "OpenApplicant",
    "Press",
    "ReadLog",
    "Serials",
    "SurveyToken",
]

ConfirmedBy = Literal["applicant", "delegate"]
Method = Literal["signature", "fingerprint"]


@dataclass(frozen=True, slots=True)
class Book:
    """The book of one kind of form at an agency, begun anew each year."""

    agency: AgencyCode
    year: int
    kind: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed a form and how; `recorded_by` is the officer or software that saw it, apart from the declarant."""

    by: ConfirmedBy
    method: Method
    at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A form that has its number; it keeps number and time however often it is printed."""

    form: str
    book: Book
    number: int
    at: datetime
    issued_by: str
    confirmation: Confirmation | None = None


class Serials(Protocol):
    """Numbers of the books: without gaps, never given twice."""

    async def issue(self, form: str, book: Book, at: datetime, by: str) -> Issued:
        """The number of a form, given at its first printing. `form` is unique over all books."""
        ...

    async def find(self, form: str) -> Issued | None: ...

    async def find_many(self, forms: Sequence[str]) -> dict[str, Issued]: ...

    async def confirm(self, form: str, confirmation: Confirmation) -> Issued | None:
        """The form with the confirmation that came first; None when it was never issued."""
        ...


class ReadLog(Protocol):
    """Notes that somebody read personal data, before it is shown."""

    async def record(self, actor: str, agency: str, code: str, purpose: str) -> None: ...


class OpenApplicant(Protocol):
    """Opens the applicant's data of a dossier."""

    def __call__(self, kept: Kept) -> Applicant | None: ...


class DossierList(Protocol):
    """Dossiers that an agency was given in a period."""

    async def filed(self, agency: AgencyCode, first: date, last: date, most: int) -> list[Kept]:
        """In order of day and number, both days included; at most `most`."""
        ...

    async def holders(self, found: Iterable[Kept]) -> Mapping[str, Kept]:
        """By code, the dossiers that have the applicants of these."""
        ...


class SurveyToken(Protocol):
    """What opens the survey of a dossier that goes with a form: receipt, supplement or refusal."""

    def __call__(self, code: str, form: str) -> str: ...


class Press(Protocol):
    """Makes a paper out of its description."""

    async def pdf(self, paper: Paper) -> bytes: ...

    def html(self, paper: Paper) -> str: ...
