"""Every command that somebody, or something, may give a dossier."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from services.intake.domain.commands import (
    Accept,
    Apologise,
    Command,
    Complete,
    ConfirmPayment,
    FileSupplement,
    Refuse,
    RequestSupplement,
    ReturnResult,
    RouteStep,
    SetSubstate,
    Sign,
    SigningFailed,
    Stop,
    Tick,
    Withdraw,
)
from services.intake.domain.course_records import SignatureRecord
from services.intake.domain.route_view import LegStep
from tests.unit.intake.desk import LAND, TAX

Order = Callable[[datetime, int], Command]
"""The command at a business time; the number varies what it says."""

_AMOUNT: Final = 5_000_000
_PAPERS: Final = ("land_map", "contract", "photo")
_SUBSTATES: Final = ("in_appraisal", "posted", "reminded", None)


def _route(kind: str, leg: str | None = None, *, paused: bool = False) -> Order:
    step = LegStep(leg, 1, TAX if leg == "tax" else LAND, leg != "tax") if leg else None
    return lambda at, n: RouteStep(
        at=at, caused_by=f"e-{n}", kind=kind, leg=step, clock_paused=paused, amount_vnd=_AMOUNT, notice="TB-1"
    )


def _payment(amount: int) -> Order:
    return lambda at, n: ConfirmPayment(
        at=at, caused_by=f"p-{n}", report=f"H90.30.01|{amount}-{n}", amount_vnd=amount, reference="PT-1"
    )


def _ask(at: datetime, n: int) -> Command:
    papers = _PAPERS[: n % 4]
    return RequestSupplement(at=at, components=papers, reply_by=at + timedelta(hours=n) if n % 2 else None)


def _papers(at: datetime, n: int) -> Command:
    return FileSupplement(at=at, components=_PAPERS[n % 3 :][:1] if n % 2 else (), report=f"H90.01|s-{n}")


ORDERS: Final[Mapping[str, Order]] = {
    "accept": lambda at, _: Accept(at=at),
    "refuse": lambda at, n: Refuse(at=at, reason="not_competent" if n % 8 else "because"),
    "ask": _ask,
    "papers": _papers,
    "withdraw": lambda at, _: Withdraw(at=at),
    "grant": lambda at, _: Withdraw(at=at, step="granted"),
    "take_back": lambda at, _: Withdraw(at=at, step="taken_back"),
    "stop": lambda at, _: Stop(at=at, reason="land_dispute"),
    "return": lambda at, _: ReturnResult(at=at),
    "opened": _route("route_opened"),
    "outside": _route("leg_dispatched", "tax", paused=True),
    "inside": _route("leg_dispatched", "issue"),
    "obligation": _route("obligation_notified", "tax", paused=True),
    "payment": _payment(_AMOUNT),
    "wrong_payment": _payment(7),
    "completed": _route("route_completed"),
    "cancelled": _route("route_cancelled"),
    "substate": lambda at, n: SetSubstate(at=at, key=_SUBSTATES[n % 4]),
    "apology": lambda at, n: Apologise(at=at, reason="complex_case", new_date=at + timedelta(days=n % 40)),
    "complete": lambda at, _: Complete(at=at),
    "sign": lambda at, n: Sign(at=at, signature=SignatureRecord(f"o-{n % 3}", "ward_chair", None, "", None, at)),
    "not_signed": lambda at, _: SigningFailed(at=at, reason="signer_absent_no_delegate"),
    "tick": lambda at, _: Tick(at=at),
}
LIKELY: Final = ("accept", "opened", "ask", "papers", "outside", "inside", "obligation", "payment", "apology", "tick")
"""What leads deep into the table; a stop or a refusal ends a course early."""
