"""Whatever land and tax branches report, in whatever order and however often: the same slips, notices and logs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.routing.domain.handling import Cadastral
from services.routing.domain.happened import LegDispatched, LegStepDone, ObligationNotified
from services.routing.domain.report import Report, ReportKind
from services.routing.domain.state import from_state, to_state
from tests.unit.routing.graphs import Desk, leg, plan

STEPS = {"receive": 4, "appraise": 8, "slip": 16}
PLAN = plan(
    leg("appraise", hours=28, steps=STEPS),
    leg("tax", "appraise", agency="H90.30.01", hours=0, inside=False, slip="cadastral", obligation=True),
    leg("issue", "tax", hours=76),
)


@dataclass(frozen=True)
class Story:
    """How often the slip comes back, how many steps each appraisal logs, how often the notice is corrected."""

    returns: int
    steps: tuple[int, ...]
    corrections: int

    def reports(self) -> list[Report]:
        """In their natural order, an hour apart."""
        desk, told = Desk(PLAN), list[tuple[ReportKind, str, int, dict[str, Any]]]()
        for attempt in range(1, self.returns + 2):
            told += self._appraisal(attempt)
            told.append((ReportKind.RECEIVED, "tax", attempt, {}))
            if attempt <= self.returns:
                told.append((ReportKind.SENT_BACK, "tax", attempt, {}))
        told += self._notices(self.returns + 1)
        return [
            desk.write(kind, leg_id, hours, attempt=attempt, id=f"r{hours}", **more)
            for hours, (kind, leg_id, attempt, more) in enumerate(told, start=1)
        ]

    def _appraisal(self, attempt: int) -> list[tuple[ReportKind, str, int, dict[str, Any]]]:
        done = list(STEPS)[: self.steps[attempt - 1]]
        land = Cadastral("125", "14", f"{100 + attempt}.5")
        return [
            (ReportKind.RECEIVED, "appraise", attempt, {}),
            *((ReportKind.STEP_DONE, "appraise", attempt, {"step": step}) for step in done),
            (ReportKind.COMPLETED, "appraise", attempt, {"cadastral": land}),
        ]

    def _notices(self, attempt: int) -> list[tuple[ReportKind, str, int, dict[str, Any]]]:
        numbers = [f"TB-{number}" for number in range(self.corrections + 1)]
        before = [None, *numbers]
        return [
            (ReportKind.TAX_NOTICE, "tax", attempt, {"notice": number, "corrects": corrected, "amount_vnd": amount})
            for amount, (number, corrected) in enumerate(zip(numbers, before, strict=False), start=1)
        ]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    returns = draw(st.integers(0, 3))
    steps = st.lists(st.integers(0, len(STEPS)), min_size=returns + 1, max_size=returns + 1)
    return Story(returns, tuple(draw(steps)), draw(st.integers(0, 3)))


def _told(reports: Sequence[Report], accepted_after: int) -> Desk:
    """The desk after all reports, of which some were there before the dossier; the process ends after each."""
    desk = Desk(PLAN)
    for number, report in enumerate(reports):
        if number == accepted_after:
            desk.accept()
        desk.hear(report)
        desk.route = from_state(to_state(desk.route))
    if accepted_after >= len(reports):
        desk.accept()
    return desk


def _what_counts(desk: Desk) -> dict[str, Any]:
    """All but when somebody is known to have taken a leg over, which the first report of it tells."""
    attempts = {
        (leg.id, attempt.number): (
            attempt.status,
            attempt.ended_at,
            attempt.slip,
            attempt.ledger,
            replace(attempt.handling, received_by=None),
        )
        for leg in desk.route.legs.values()
        for attempt in leg.attempts
    }
    slips = [sent.slip for sent in desk.all_of(LegDispatched) if sent.slip]
    notices = [(told.notice, told.amount_vnd, told.corrects) for told in desk.all_of(ObligationNotified)]
    steps = sorted((told.mark.attempt, told.line.step, told.line.used_minutes) for told in desk.all_of(LegStepDone))
    return {"attempts": attempts, "slips": slips, "notices": notices, "steps": steps, "waiting": desk.route.waiting}


@settings(deadline=None)  # a busy machine is no failure
@given(data=st.data(), story=stories())
def test_any_order_and_any_repetition_ends_in_the_same_slips_notices_and_logs(
    data: st.DataObject, story: Story
) -> None:
    """Before or after the dossier, late, early, twice: only what was said counts, not when it came."""
    natural = story.reports()
    again = data.draw(st.lists(st.sampled_from(natural), max_size=6))
    order = data.draw(st.permutations([*natural, *again]))
    accepted_after = data.draw(st.integers(0, len(order)))
    assert _what_counts(_told(order, accepted_after)) == _what_counts(_told(natural, 0))
