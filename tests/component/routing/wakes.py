"""Legs that all want to be woken at one instant, and how long it took until each was told."""

import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from services.contracts.envelope import Envelope
from services.contracts.events.progress import RouteEvent
from services.kernel.agency_code import AgencyCode
from services.kernel.times import VIETNAM
from services.kernel.working_time import WorkingCalendar
from services.ops.platform.locations import PROJECT
from services.runtime.catalogue import read_catalogue
from services.runtime.kafka import Delivered
from tests.unit.routing.signed import LAND, lifecycle, snapshot

__all__ = ["Wakes", "catalogue_open_at"]

_DAY_LENGTH = timedelta(hours=8)
_LATEST_OPENING = timedelta(hours=15, minutes=59)
_APPRAISAL = timedelta(hours=28)
_FIRST_STEP = timedelta(hours=4)
_WARNING = timedelta(hours=24)
KINDS = ("leg.due_warned", "leg.overdue", "leg.escalated")


def catalogue_open_at(folder: Path, instant: datetime) -> Path:
    """The shipped catalogue, but every day is worked for eight hours in one piece, with `instant` inside."""
    shutil.copytree(PROJECT / "deploy" / "catalogue", folder)
    shutil.rmtree(folder / "service_models")
    local = instant.astimezone(VIETNAM)
    since_midnight = timedelta(hours=local.hour, minutes=local.minute)
    opens = min(max(since_midnight - _DAY_LENGTH / 2, timedelta(0)), _LATEST_OPENING)
    window = f'"{_clock(opens)}-{_clock(opens + _DAY_LENGTH)}"'
    seasons = f'[{{from: "01-01", to: "12-31", windows: [{window}]}}]'
    years = "\n".join(f"    - {{year: {local.year + n}, statutory_days: 0}}" for n in (-1, 0, 1))
    calendars = "\n".join(f"    - {{key: {key}, seasons: {seasons}}}" for key in ("office", "thanh_hoa"))
    head = "working_time:\n  working_day_hours: 8\n  weekly_rest: []\n  default_calendar: office\n"
    text = f"{head}  calendars:\n{calendars}\n  years:\n{years}\n"
    (folder / "calendars.yaml").write_text(text, encoding="utf-8")
    return folder


def _clock(since_midnight: timedelta) -> str:
    minutes = since_midnight // timedelta(minutes=1)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass
class Wakes:
    """`legs` of them in three groups: to be warned, overdue, or reported to their agency, all `at` one instant."""

    legs: int
    at: datetime
    folder: Path
    first: int = 0
    """Number of the first leg: another try of the same legs has dossiers of its own"""
    told: dict[str, dict[int, str]] = field(default_factory=dict)
    """Kind of each event by dossier code and seq"""
    opened: set[str] = field(default_factory=set)
    delays: list[float] = field(default_factory=list)
    """Seconds from the instant to the record on the broker, of what was due then"""
    repeated: int = 0

    def dossiers(self) -> list[Delivered]:
        """Accepted so long ago that the appraisal comes due, or is warned of, or is overdue long enough."""
        calendar = read_catalogue(self.folder).calendar_for(AgencyCode(LAND))
        accepted = [_before(calendar, due, _APPRAISAL) for due in self._dues(calendar)]
        codes = (self._code(number) for number in range(self.legs))
        return [
            lifecycle(1, snapshot(code=code, occurred_at=at, received_at=at, filed_at=at), code)
            for code, at in zip(codes, (accepted[n % len(accepted)] for n in range(self.legs)), strict=True)
        ]

    def all_opened(self) -> bool:
        return self.opened >= {self._code(number) for number in range(self.legs)}

    def hear(self, envelope: Envelope, kind: str, event: RouteEvent, timestamp: datetime) -> None:
        seqs = self.told.setdefault(event.code, {})
        seq = envelope.seq or 0
        if seq in seqs:
            self.repeated += 1
            return
        seqs[seq] = kind
        if kind == "route.opened":
            self.opened.add(event.code)
        if kind in KINDS and event.occurred_at == self.at:
            self.delays.append((timestamp - self.at).total_seconds())

    def wrong(self) -> list[str]:
        """What a leg was not told once, in order."""
        found = []
        for number in range(self.legs):
            seqs = self.told.get(self._code(number), {})
            late = [seqs[seq] for seq in sorted(seqs) if seqs[seq] in KINDS]
            if late != self._wanted(number) or sorted(seqs) != list(range(1, len(seqs) + 1)):
                found.append(f"{self._code(number)}: {late}")
        return found

    def _dues(self, calendar: WorkingCalendar) -> tuple[datetime, ...]:
        return self.at + _WARNING, self.at, _before(calendar, self.at, _FIRST_STEP)

    def _wanted(self, number: int) -> list[str]:
        """One that comes due soon after it was opened is warned at once; one that is overdue already is not."""
        return [["leg.due_warned"], ["leg.due_warned", "leg.overdue"], ["leg.overdue", "leg.escalated"]][number % 3]

    def _code(self, number: int) -> str:
        return f"H90.01-{self.at.astimezone(VIETNAM):%y%m%d}-{self.first + number:05d}"


def _before(calendar: WorkingCalendar, moment: datetime, working: timedelta) -> datetime:
    return calendar.subtract(moment, working // timedelta(minutes=1))
