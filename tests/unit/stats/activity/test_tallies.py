"""What is counted of secret dossiers: totals contain them, and nothing more is known."""

from services.contracts.events.tally import DossierTallied
from services.stats.application.activity.translate_tallies import tally_translator
from services.stats.domain.activity.tallies import TallyState, absorb, contribution
from services.stats.domain.cells import DossierCell, parse_profile
from tests.unit.stats.stories import at, on

TRANSLATE = tally_translator({"H90.20.01": "commune"})


def state_of(*steps: tuple[str, int], agency: str = "H90.20.01") -> TallyState | None:
    state = None
    for outcome, day in steps:
        data = {"occurred_at": at(day), "tally": "5a5a", "agency": agency, "day": on(day), "outcome": outcome}
        state = absorb(state, TRANSLATE(DossierTallied.model_validate(data)))
    return state


def told(*steps: tuple[str, int]) -> set[tuple[str, object, int]]:
    return {(entry.measure, entry.day, entry.amount) for entry in contribution(state_of(*steps))}


def test_a_pending_secret_dossier_is_received_and_never_due() -> None:
    """Its due date stays at its agency."""
    assert told(("pending", 0)) == {("received:pending", on(0), 1)}


def test_how_it_ended_is_counted_on_both_days() -> None:
    """As of any dossier, the outcome is known on the day of reception too; a later step restates."""
    assert told(("pending", 0), ("late", 5)) == {("received:late", on(0), 1), ("resolved:late", on(5), 1)}
    assert told(("pending", 0), ("stopped", 5), ("early", 6)) == {
        ("received:early", on(0), 1),
        ("resolved:early", on(6), 1),
    }


def test_a_refused_filing_was_never_received() -> None:
    """It is counted apart, as that of any dossier."""
    assert told(("refused", 1)) == {("refused", on(1), 1)}


def test_it_stands_under_nothing_but_secret() -> None:
    """Procedure, field and tag say no more; the tier is that of its agency, or of the province if that is gone."""
    for agency, tier in (("H90.20.01", "commune"), ("H90.77", "province")):
        [entry] = contribution(state_of(("pending", 0), agency=agency))
        assert isinstance(entry.cell, DossierCell)
        profile = parse_profile(entry.cell.profile)
        assert entry.cell[:3] == (agency, "H90", "0.000000@0")
        assert (profile.field, profile.tags, profile.tier, profile.channel) == ("secret", ("secret",), tier, "direct")
