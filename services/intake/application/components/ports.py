"""What a filing's components are checked against."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from services.kernel.agency_code import AgencyCode

__all__ = ["ArchivedResult", "DataSources", "Finding", "Results", "TicketTimes", "Tickets"]


class Finding(StrEnum):
    """What a data source said of a person."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"


class DataSources(Protocol):
    """National and sector data (population, business, land), by the source's name."""

    async def ask(self, source: str, subject: str) -> Finding:
        """`subject` is an identity number. Never raises: a source that cannot be asked is UNAVAILABLE."""
        ...


@dataclass(frozen=True, slots=True)
class ArchivedResult:
    """A result that stands for the component `stands_for` of later dossiers of its holder, while it is valid.

    `reference` is its number, `file` the SHA-256 of the digitised paper, `holder` a keyed hash of an identity number.
    """

    holder: str
    stands_for: str
    code: str
    procedure: str
    agency: AgencyCode
    reference: str
    issued_on: date
    valid_to: date | None = None
    file: str | None = None
    pages: int = 0


class Results(Protocol):
    """The archive of results. Raises TransientError."""

    async def keep(self, result: ArchivedResult) -> None:
        """One per holder, component and dossier: the last one said of a dossier holds."""
        ...

    async def valid(self, holders: tuple[str, ...], stands_for: str, day: date) -> ArchivedResult | None:
        """The newest that is valid on that day; `holders` are the hashes of one person under each key in use."""
        ...


class TicketTimes(Protocol):
    """A queue ticket as filing sees it."""

    @property
    def issued_before_close(self) -> bool: ...

    @property
    def called_at(self) -> datetime | None: ...

    @property
    def agency(self) -> AgencyCode: ...


class Tickets(Protocol):
    """Queue tickets by id."""

    async def find(self, ticket_id: str) -> TicketTimes | None: ...
