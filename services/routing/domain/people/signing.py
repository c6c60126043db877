"""Who may sign the result of a leg (domain §11): checked for the moment of signing, and looked for before it is due."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from services.kernel.catalogue import SignatureNeed
from services.kernel.signing import Authority, Paper, SigningRefused, SigningRegister, able, resolve
from services.kernel.working_time import WorkingCalendar
from services.routing.domain.people.hands import Signature, SignedBy
from services.routing.domain.plan import Plan, PlannedLeg
from services.routing.domain.report import Rejection, Report, ReportKind
from services.routing.domain.route import Attempt, Route

__all__ = ["NO_VALID_SIGNER", "SIGNER_ABSENT", "paper_of", "signature_under", "why_nobody_signs"]

SIGNER_ABSENT: Final = "signer_absent_no_delegate"
NO_VALID_SIGNER: Final = "no_valid_signer"


def paper_of(route: Route, plan: Plan, signed: SignedBy | None = None) -> Paper:
    """What is signed; facts of the dossier go before what a report claims."""
    claimed = dict(signed.scope) if signed else {}
    return Paper(plan.procedure.partition("@")[0], claimed | dict(route.paper))


def signature_under(route: Route, plan: Plan, report: Report) -> Signature | Rejection | None:
    """The signature to keep; why there can be none; None for a report that needs and names no signer."""
    leg = route.legs[report.leg]
    register = plan.registers(leg.agency)
    kept = register if register is not None and register.posts else None
    if report.signed_by is None:
        attempt = leg.attempts[report.attempt - 1]
        return Rejection.SIGNER_MISSING if kept and _must_be_signed(route, plan, attempt, report) else None
    checked = _checked(route, plan, report, report.signed_by, kept)
    # Papers of the past were signed under registers that may never have been entered here.
    return None if route.backfill and isinstance(checked, Rejection) else checked


def why_nobody_signs(
    register: SigningRegister, paper: Paper, calendar: WorkingCalendar, now: datetime, until: datetime
) -> str | None:
    """A late cause when nobody who may sign is there in the working time left; None when somebody will be."""
    for starts, ends in _periods(register, now, max(now, until)):
        works = starts == ends or calendar.between(starts, ends) > 0
        if works and able(register, paper, starts):
            return None
    at_work = SigningRegister(register.agency, register.version, register.posts, register.delegations)
    entitled = any(able(at_work, paper, starts) for starts, _ in _periods(register, now, max(now, until)))
    return SIGNER_ABSENT if entitled else NO_VALID_SIGNER


def _must_be_signed(route: Route, plan: Plan, attempt: Attempt, report: Report) -> bool:
    planned: PlannedLeg = plan.legs[report.leg]
    ends = report.kind is ReportKind.COMPLETED and planned.signature is SignatureNeed.REQUIRED
    return ends and not route.backfill and attempt.hands.signature is None


def _checked(
    route: Route, plan: Plan, report: Report, signed: SignedBy, register: SigningRegister | None
) -> Signature | Rejection:
    """Nothing is signed before it was handed over: else an old delegation would be good for ever."""
    at = signed.at or report.occurred_at
    handed_over = route.legs[report.leg].attempts[report.attempt - 1].dispatched_at
    if signed.at is not None and not handed_over <= at <= report.occurred_at:
        return Rejection.TIME_OUT_OF_RANGE
    if register is None:
        return Rejection.SIGNER_UNKNOWN
    found = _authority(register, paper_of(route, plan, signed), signed, at)
    if isinstance(found, Rejection):
        return found
    return Signature(found.officer, found.role, found.on_behalf_of, found.prefix, found.document_number, at)


def _authority(register: SigningRegister, paper: Paper, signed: SignedBy, at: datetime) -> Authority | Rejection:
    claims = [
        each
        for each in able(register, paper, at)
        if each.officer == signed.officer and each.on_behalf_of == signed.on_behalf_of
    ]
    if claims:
        return claims[0]
    try:
        found = resolve(register, paper, signed.officer, at)
    except SigningRefused as error:
        return Rejection(error.reason)
    return found if signed.on_behalf_of is None else Rejection.SIGNER_MISMATCH


def _periods(register: SigningRegister, now: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """From `now` to `until`, cut wherever somebody comes or goes: within one the same people may sign."""
    moments = set(register.moments())
    cuts = [now, *sorted(moment for moment in moments if now < moment < until)]
    yield from zip(cuts, [*cuts[1:], until], strict=True)
