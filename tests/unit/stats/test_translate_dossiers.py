"""What lifecycle events say to the statistics."""

from datetime import UTC, date, datetime
from typing import Any

from services.contracts.events import lifecycle
from services.stats.application.translate_dossiers import dossier_translator
from services.stats.domain.dossiers import DossierChange
from services.stats.domain.particulars import Particular

NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)  # in Viet Nam
SNAPSHOT: dict[str, Any] = {
    "code": "H90.20.01-261123-0001",
    "agency": "H90.20.01",
    "province": "H90",
    "tier": "commune",
    "procedure": "1.012753@1",
    "field": "land",
    "status": 4,
    "filed_at": NOW,
    "occurred_at": NOW,
}


def translated(event: type[lifecycle.Snapshot], **values: Any) -> DossierChange:
    change: DossierChange = dossier_translator(frozenset())(event(**SNAPSHOT | values))
    return change


def test_an_event_of_an_older_version_says_nothing_special() -> None:
    """So most events of a replay cost no more than their columns."""
    change = translated(lifecycle.Registered)
    assert (change.said, change.what, change.by) == (None, "registered", "")


def test_holdings_say_what_is_there_and_what_is_not() -> None:
    """Numbers of papers, what was never entered, and the plans behind the tags."""
    held = lifecycle.Holdings(components=4, waived=1, reused=2, lacks=("contact",))
    change = translated(lifecycle.Accepted, holdings=held, plans=("580/KH-UBND",), fee_vnd=7, actor="officer:an")
    assert change.said == Particular(DAY, components=(4, 1, 2), lacks=("contact",), plans=("580/KH-UBND",), fee=7)
    assert change.by == "officer:an"


def test_only_a_paused_clock_of_an_open_dossier_stands_still() -> None:
    """Idle is before reception, and what has ended stands nowhere."""
    stands = [
        translated(lifecycle.SupplementRequested, clock="paused"),
        translated(lifecycle.SupplementRequested, clock="idle"),
        translated(lifecycle.Withdrawn, clock="paused", outcome="withdrawn"),
    ]
    assert [change.said.standing_still for change in stands if change.said] == [True, False, False]
    assert stands[0].said == Particular(DAY, standing_still=True, supplement=True)


def test_payments_results_and_apologies() -> None:
    """Each event gives its own amounts; the word of an apology that nobody knows is no measure."""
    paid = translated(lifecycle.FeePaid, amount_vnd=9, method="card", reference="b-1")
    assert paid.said == Particular(DAY, payment=("card", 9))
    kept = translated(lifecycle.ResultDigitised, result_reference="r-1", pages=3, valid_to=date(2030, 1, 1))
    assert kept.said == Particular(DAY, pages=3, valid_to=date(2030, 1, 1))
    assert translated(lifecycle.Completed, result_reference="r-1").said == Particular(DAY, recorded=True)
    assert translated(lifecycle.ApologyMissed, attributes={"apology": "none"}).said == Particular(DAY, apology="none")
    assert translated(lifecycle.ApologyMissed, attributes={"apology": "perhaps"}).said == Particular(DAY)
