"""Facts as contracts, and dossiers as stored state."""

from dataclasses import replace

from services.contracts.events import event_type_of
from services.contracts.events import lifecycle as contracts
from services.intake.adapters.dossiers.dossier_state import dossier_from, state_of
from services.intake.application.dossiers.lifecycle import lifecycle_event
from services.intake.domain.commands import (
    Accept,
    Apologise,
    DigitiseResult,
    FileSupplement,
    PayFee,
    Refuse,
    RequestSupplement,
    ReturnResult,
    SetSubstate,
    Stop,
    Tick,
    Withdraw,
)
from tests.unit.intake.desk import Case, at, filed, obligation, payment, route


def _whole_course() -> Case:
    case = filed("2026-11-23 08:00", 104 * 60)
    case.hear(Accept(at=at("2026-11-23 08:30"), caused_by="r-0"))
    case.hear(route("2026-11-23 08:30", "route_opened"))
    case.hear(RequestSupplement(at=at("2026-11-23 09:00"), components=("map",), reply_by=at("2026-11-30 17:00")))
    case.hear(FileSupplement(at=at("2026-11-24 09:00"), report="H90.01|r-1", caused_by="r-1"))
    case.hear(route("2026-11-25 09:00", "leg_dispatched", paused=True, leg="tax"))
    case.hear(obligation("2026-11-26 09:00"))
    case.hear(payment("2026-11-27 09:00"))
    case.hear(route("2026-11-27 09:00", "leg_dispatched", leg="issue"))
    case.hear(Withdraw(at=at("2026-11-27 10:00")))
    case.hear(Withdraw(at=at("2026-11-27 11:00"), step="taken_back"))
    case.hear(route("2026-12-01 09:00", "route_completed"))
    case.hear(ReturnResult(at=at("2026-12-02 09:00")))
    return case


def _ended(*commands: object) -> list[str]:
    accepted = not isinstance(commands[0], Refuse)
    case = filed(accept=accepted)
    if accepted:
        case.hear(route("2024-05-06 08:00", "route_opened"))
    for command in commands:
        case.hear(command)  # type: ignore[arg-type] # any of the commands
    return [event_type_of(type(lifecycle_event(each))).name for each in case.facts]


def _told_of_outputs() -> set[str]:
    case = _whole_course()
    case.dossier = replace(case.dossier, filing=replace(case.dossier.filing, fee_vnd=20_000))
    case.hear(PayFee(at=at("2026-12-02 10:00"), reference="BL-1", amount_vnd=20_000, method="cash"))
    case.hear(DigitiseResult(at=at("2026-12-02 10:00"), reference="GCN-1", file="9f" * 32, pages=2))
    return {event_type_of(type(lifecycle_event(each))).name for each in case.facts[-2:]}


def test_every_fact_has_its_event_type() -> None:
    """A whole course, its other ends and a late dossier cover all types."""
    names = {event_type_of(type(lifecycle_event(each))).name for each in _whole_course().facts}
    names |= set(_ended(Refuse(at=at("2024-05-06 09:00"), reason="not_competent")))
    asked = Withdraw(at=at("2024-05-06 09:00"))
    names |= set(_ended(asked, Withdraw(at=at("2024-05-06 10:00"), step="granted")))
    stopped = (RequestSupplement(at=at("2024-05-06 09:00")), Stop(at=at("2024-05-06 10:00"), reason="no_reply"))
    names |= set(_ended(*stopped))
    names |= set(_ended(SetSubstate(at=at("2024-05-06 09:00"), key="in_appraisal"), Tick(at=at("2024-05-07 08:00"))))
    sorry = Apologise(at=at("2024-05-07 09:00"), reason="complex_case", new_date=at("2024-05-10 17:00"))
    names |= set(_ended(sorry)) | set(_ended(Tick(at=at("2024-05-09 00:00"))))
    names |= set(_ended(route("2024-05-06 09:00", "leg_failed", leg="issue", reason="withdrawn")))
    names |= set(_ended(obligation("2024-05-06 09:00"), route("2024-05-06 10:00", "obligation_lapsed", leg="tax")))
    names |= _told_of_outputs()
    subclasses = {event_type_of(model).name for model in contracts.Snapshot.__subclasses__()}
    assert names == subclasses


def test_snapshots_carry_the_state_right_after_the_fact() -> None:
    """Status, clock and due date belong together in every event, and its cause is named."""
    events = [lifecycle_event(each) for each in _whole_course().facts]
    told = [(type(event).__name__, event.status, event.clock, event.due_at is None) for event in events]
    assert told == [
        ("Registered", 1, "idle", True),
        ("Accepted", 2, "running", False),
        ("SupplementRequested", 5, "paused", True),
        ("SupplementReceived", 4, "running", False),
        ("ClockPaused", 4, "paused", True),
        ("PaymentRequested", 6, "paused", True),
        ("PaymentReceived", 4, "paused", True),
        ("ClockResumed", 4, "running", False),
        ("WithdrawalRequested", 7, "running", False),
        ("Completed", 9, "stopped", False),
        ("Returned", 10, "stopped", False),
    ]
    assert [event.caused_by for event in events[:4]] == [None, "r-0", None, "r-1"]


def test_a_dossier_survives_the_store() -> None:
    """What is read back is what was written, at every step of a course, in plain JSON values."""
    for fact in _whole_course().facts:
        assert dossier_from(state_of(fact.after)) == fact.after


def test_an_older_document_reads_with_defaults() -> None:
    """Fields that came later may be missing, and unknown ones are passed over."""
    case = filed()
    state = state_of(case.dossier)
    assert "obligation" not in state
    assert dossier_from(state | {"of_a_later_version": 1}) == case.dossier
