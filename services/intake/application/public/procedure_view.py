"""A procedure as its public page shows it: components, time and fee (the three transparencies), and its history."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.intake.application.public.procedure_changes import Change, changes_of
from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import SELF_ROLE, Agency, Case, Leg, LegClock, Procedure, RulePack
from services.kernel.fees import price
from services.kernel.money import Vnd
from services.kernel.times import Clock, local_day

__all__ = ["FeeView", "ProcedureView", "ReadProcedure", "StepView"]


_SIGNATURE: Final = "personal_signature"


@dataclass(frozen=True, slots=True)
class FeeView:
    """`online` is what an individual pays who files online, None when that is the same."""

    name_vi: str
    name_en: str | None
    amount: Vnd
    moment: int
    online: Vnd | None
    cites: str | None


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of handling; `hours` 0 has no limit of its own, `counted` says whether its time counts."""

    role: str
    name: str | None
    hours: int
    counted: bool


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """As it holds at `agency`, or nationally without one.

    `signature_offered`: a personal digital signature for filing online is given there for free.
    """

    procedure: Procedure
    field_label: str
    level_label: str
    signature_offered: bool
    cases: tuple[Case, ...]
    fees: tuple[FeeView, ...]
    steps: tuple[StepView, ...]
    changes: tuple[Change, ...]
    agency: Agency | None = None


class ReadProcedure:
    """Today's version of a procedure; None when there is none."""

    def __init__(self, terms: Terms, clock: Clock) -> None:
        self._catalogue = terms.catalogue
        self._clock = clock

    def __call__(self, code: str, agency: AgencyCode | None = None) -> ProcedureView | None:
        """Raises UnknownAgency."""
        today = local_day(self._clock())
        place = self._catalogue.agency(agency) if agency else None
        versions = self._catalogue.versions.get(code, ())
        current = next((each for each in versions if each.published and each.validity.covers(today)), None)
        if current is None:
            return None
        here = self._catalogue.procedure_at(current.ref, place.code) if place else current
        rules = self._catalogue.rules_on(today, place.code) if place else self._catalogue.pack_on(today)
        return self._view(here, versions, rules, today, place)

    def _view(
        self, procedure: Procedure, versions: tuple[Procedure, ...], rules: RulePack, today: date, place: Agency | None
    ) -> ProcedureView:
        words = self._catalogue.words
        return ProcedureView(
            procedure=procedure,
            field_label=words.fields.get(procedure.field, procedure.field),
            level_label=words.online_levels[procedure.online_level_on(today)],
            signature_offered=_SIGNATURE in rules.offers,
            cases=tuple(procedure.cases.values()),
            fees=_fees(procedure, rules, today),
            steps=self._steps(procedure),
            changes=changes_of(versions, words),
            agency=place,
        )

    def _steps(self, procedure: Procedure) -> tuple[StepView, ...]:
        """Each step of each leg; a leg that lists none is one step."""
        return tuple(
            StepView(self._role(leg.role), name, hours, leg.clock is LegClock.INSIDE)
            for leg in procedure.legs
            for name, hours in _pieces(leg)
        )

    def _role(self, role: str) -> str:
        return "" if role == SELF_ROLE else self._catalogue.words.roles.get(role, role)


def _pieces(leg: Leg) -> list[tuple[str | None, int]]:
    named: list[tuple[str | None, int]] = [(step.name_vi, step.hours) for step in leg.steps]
    return named or [(None, leg.hours)]


def _fees(procedure: Procedure, rules: RulePack, today: date) -> tuple[FeeView, ...]:
    online = price(procedure.fees, rules.fee_reductions, {}, applicant_kind="individual", channel="online", day=today)
    return tuple(
        FeeView(
            due.name_vi,
            due.name_en,
            due.list_amount,
            due.moment,
            due.amount if due.amount != due.list_amount else None,
            due.reduction,
        )
        for due in online
    )
