"""A system of others that handles legs for agencies: civil-status software, document management, tax."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue.period import Period
from services.kernel.retry_rules import RetryRules

__all__ = ["ForeignSystem", "SystemKind", "Systems", "Transport"]


class SystemKind(StrEnum):
    CIVIL_STATUS = "civil_status"
    DOCUMENTS = "documents"
    TAX = "tax"


class Transport(StrEnum):
    """FILE: a folder that both sides reach. HTTP: signed messages there, signed callbacks from there."""

    FILE = "file"
    HTTP = "http"


@dataclass(frozen=True, slots=True)
class ForeignSystem:
    """`names` by language (vi, en); `at_once` messages are under way at a time, each for `timeout` at the longest.

    After `retry.most` failures in a row the circuit is open: one message at a time tries whether it is back.
    """

    id: str
    kind: SystemKind
    names: Mapping[str, str]
    agencies: tuple[AgencyCode, ...]
    transport: Transport
    retry: RetryRules
    timeout: timedelta
    at_once: int
    validity: Period = field(default_factory=Period)
    invented: bool = False


class Systems:
    """All foreign systems by id; at most one serves an agency on a day."""

    def __init__(self, systems: Mapping[str, ForeignSystem]) -> None:
        self._systems = systems
        self._serving: dict[AgencyCode, list[ForeignSystem]] = {}
        for system in systems.values():
            for agency in system.agencies:
                self._serving.setdefault(agency, []).append(system)

    def __iter__(self) -> Iterator[ForeignSystem]:
        return iter(self._systems.values())

    def __len__(self) -> int:
        return len(self._systems)

    def find(self, id_: str) -> ForeignSystem | None:
        return self._systems.get(id_)

    def serving(self, agency: str, day: date) -> ForeignSystem | None:
        """The system that handles the agency's legs on a day; None for agencies that report by themselves."""
        candidates = self._serving.get(AgencyCode(agency), ())
        return next((system for system in candidates if system.validity.covers(day)), None)
