"""An agency: where it stands, what it may do, for whom, and by which hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue.period import ALWAYS, Period

__all__ = ["Agency"]


@dataclass(frozen=True, slots=True)
class Agency:
    """`calendar` is the key of its own or its nearest ancestor's working hours.

    In each of its roles an agency serves itself and everything below it by code; `jurisdiction` lists by role what it
    serves besides that (a land branch serves a district that is not below it). `parent` is the nearest declared
    ancestor by code unless the data says otherwise. `mailbox` takes feedback from citizens; `extensions` are the
    hotline's by field, `fallback_extension` answers when nobody else does. `ticket_fields` have a queue of their own,
    none meaning every field. Dossiers before number `paper_start` of a day are written in books of paper.
    `successor_of` names the agencies whose unfinished work it took over. `invented` and `unverified` mark data that
    nobody must mistake for facts.
    """

    code: AgencyCode
    name: str
    tier: str
    kind: str
    roles: frozenset[str]
    parent: AgencyCode | None
    calendar: str
    jurisdiction: Mapping[str, tuple[AgencyCode, ...]] = field(default_factory=dict)
    hotline: str | None = None
    mailbox: str | None = None
    phone: str | None = None
    extensions: Mapping[str, str] = field(default_factory=dict)
    fallback_extension: str | None = None
    ticket_fields: tuple[str, ...] = ()
    paper_start: int = 1
    successor_of: tuple[AgencyCode, ...] = ()
    validity: Period = ALWAYS
    invented: bool = False
    unverified: bool = False
