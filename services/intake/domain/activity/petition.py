"""A petition and its course, with limits in working days; waiting for its sender does not count."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from services.intake.domain.activity.working_days import closing_after, working_days_between
from services.intake.domain.errors import RuleError
from services.kernel.agency_code import AgencyCode
from services.kernel.times import local_day
from services.kernel.working_time import WorkingCalendar

__all__ = ["DENUNCIATION", "Petition", "PetitionLimits", "PetitionState"]

DENUNCIATION: Final = "denunciation"
"""The restricted kind: hidden from the unit it concerns, and never published."""


class PetitionState(StrEnum):
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    MORE_ASKED = "more_asked"
    ANSWERED = "answered"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class PetitionLimits:
    """Working days, as the rules of the day of receipt have them; publishing counts from the answer."""

    refuse: int
    ask: int
    answer: int
    publish: int


@dataclass(frozen=True, slots=True)
class Petition:
    """`agency` handles it, `concerned` is the unit it is about; `token_hash` is of what its sender asks with.

    `counted_from` is when the days to answer last began to count, `used_days` what was used before that; `asked` counts
    requests for more. `done` are the last requests that moved it, so that a retry does not. Times are business times
    (UTC). What was written is kept apart, encrypted.
    """

    id: str
    agency: AgencyCode
    concerned: AgencyCode
    kind: str
    about: str | None
    field: str | None
    received_at: datetime
    counted_from: datetime
    limits: PetitionLimits
    token_hash: str
    state: PetitionState = PetitionState.RECEIVED
    used_days: int = 0
    asked: int = 0
    acknowledged_at: datetime | None = None
    asked_at: datetime | None = None
    ended_at: datetime | None = None
    answered_at: datetime | None = None
    published_at: datetime | None = None
    refusal: str | None = None
    published_text: str | None = None
    score: int | None = None
    done: tuple[str, ...] = ()
    backfill: bool = False

    @property
    def is_restricted(self) -> bool:
        return self.kind == DENUNCIATION

    @property
    def is_closed(self) -> bool:
        if self.state is PetitionState.ANSWERED:
            return self.is_restricted
        return self.state in {PetitionState.REFUSED, PetitionState.PUBLISHED}

    def refuse_due(self, calendar: WorkingCalendar) -> datetime:
        return closing_after(calendar, local_day(self.received_at), self.limits.refuse)

    def ask_due(self, calendar: WorkingCalendar) -> datetime:
        return closing_after(calendar, local_day(self.received_at), self.limits.ask)

    def answer_due(self, calendar: WorkingCalendar) -> datetime | None:
        """None while its sender is to give more."""
        if self.state is PetitionState.MORE_ASKED:
            return None
        return closing_after(calendar, local_day(self.counted_from), self.limits.answer - self.used_days)

    def publish_due(self, calendar: WorkingCalendar) -> datetime | None:
        """None before the answer, and for what is never published."""
        if self.answered_at is None or self.is_restricted:
            return None
        return closing_after(calendar, local_day(self.answered_at), self.limits.publish)

    def next_due(self, calendar: WorkingCalendar) -> datetime | None:
        """The limit of what its handler has to do next; None when that is nothing."""
        if self.state in {PetitionState.RECEIVED, PetitionState.ACKNOWLEDGED}:
            return self.answer_due(calendar)
        return self.publish_due(calendar) if self.state is PetitionState.ANSWERED else None

    def is_overdue(self, calendar: WorkingCalendar, now: datetime) -> bool:
        due = self.next_due(calendar)
        return due is not None and now > due

    def acknowledged(self, at: datetime) -> "Petition":
        self._require("acknowledge", PetitionState.RECEIVED)
        return replace(self, state=PetitionState.ACKNOWLEDGED, acknowledged_at=self._not_before(at))

    def refused(self, at: datetime, reason: str) -> "Petition":
        self._require("refuse", PetitionState.ACKNOWLEDGED)
        return replace(self, state=PetitionState.REFUSED, refusal=reason, ended_at=self._not_before(at))

    def more_asked(self, at: datetime, calendar: WorkingCalendar) -> "Petition":
        """The days up to and including this one are used."""
        self._require("ask-more", PetitionState.ACKNOWLEDGED)
        when = self._not_before(at)
        used = self.used_days + working_days_between(calendar, local_day(self.counted_from), local_day(when))
        return replace(self, state=PetitionState.MORE_ASKED, asked_at=when, asked=self.asked + 1, used_days=used)

    def supplied(self, at: datetime) -> "Petition":
        self._require("supply", PetitionState.MORE_ASKED)
        return replace(self, state=PetitionState.ACKNOWLEDGED, counted_from=self._not_before(at))

    def answered(self, at: datetime) -> "Petition":
        self._require("answer", PetitionState.ACKNOWLEDGED)
        return replace(self, state=PetitionState.ANSWERED, answered_at=self._not_before(at))

    def published(self, at: datetime, text: str) -> "Petition":
        """Raises RuleError(petition_restricted) for a denunciation."""
        if self.is_restricted:
            raise RuleError("petition_restricted", petition=self.id)
        self._require("publish", PetitionState.ANSWERED)
        return replace(self, state=PetitionState.PUBLISHED, published_at=self._not_before(at), published_text=text)

    def rated(self, score: int) -> "Petition":
        """Once, when it was answered. Raises RuleError(petition_rated)."""
        self._require("rate", PetitionState.ANSWERED, PetitionState.PUBLISHED)
        if self.score is not None:
            raise RuleError("petition_rated", petition=self.id)
        return replace(self, score=score)

    def _require(self, step: str, *states: PetitionState) -> None:
        if self.state not in states:
            raise RuleError("petition_step_not_allowed", petition=self.id, state=self.state.value, step=step)

    def _not_before(self, at: datetime) -> datetime:
        known = (self.received_at, self.acknowledged_at, self.asked_at, self.counted_from, self.answered_at)
        return max(at, *(moment for moment in known if moment is not None))
