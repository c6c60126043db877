"""How an agency handled an attempt, as GET /v1/routes/{code} shows it."""

from datetime import datetime

from pydantic import BaseModel

from services.contracts.events.cadastral import Cadastral
from services.contracts.events.payload import AgencyText, LegText
from services.routing.domain.handling import Verdict
from services.routing.domain.returns import Returned
from services.routing.domain.route import Attempt

__all__ = ["HandlingView", "ReturnView", "handling_view", "return_view"]


class StepView(BaseModel):
    """One line of the step log; minutes are working time, `planned_minutes` None is no limit of its own."""

    step: LegText
    started_at: datetime
    done_at: datetime
    planned_minutes: int | None
    used_minutes: int
    verdict: Verdict | None
    actor: str | None


class NoticeView(BaseModel):
    """An official amount; the last one holds."""

    notice: str
    amount_vnd: int
    at: datetime


class HandlingView(BaseModel):
    """`in_time` is None while nobody took the leg over, and without a limit; actors are ids of officers.

    `estimate_vnd` is for information and is never asked for. `cadastral` is what the agency told for the next slip.
    """

    acknowledge_by: datetime | None
    in_time: bool | None
    received_by: str | None
    ended_by: str | None
    estimate_vnd: int | None
    notices: list[NoticeView]
    cadastral: Cadastral | None
    steps: list[StepView]


class ReturnView(BaseModel):
    """How often `agency` sent a leg of this dossier back to `to_agency`."""

    agency: AgencyText
    to_agency: AgencyText
    times: int


def handling_view(attempt: Attempt) -> HandlingView:
    handling, received_at = attempt.handling, attempt.received_at
    by = handling.acknowledge_by
    return HandlingView.model_validate(
        {
            "acknowledge_by": by,
            "in_time": received_at <= by if by and received_at else None,
            "received_by": handling.received_by,
            "ended_by": handling.ended_by,
            "estimate_vnd": handling.estimate_vnd,
            "notices": [
                {"notice": each.number, "amount_vnd": each.amount_vnd, "at": each.at} for each in handling.notices
            ],
            "cadastral": handling.cadastral,
            "steps": handling.steps,
        },
        from_attributes=True,
    )


def return_view(returned: Returned) -> ReturnView:
    return ReturnView.model_validate(returned, from_attributes=True)
