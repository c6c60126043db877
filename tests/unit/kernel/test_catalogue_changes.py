"""The change log between two versions of the catalogue."""

from services.kernel.catalogue import load
from services.kernel.catalogue.changes import Change, ChangeKind, changes
from tests.unit.kernel.small_catalogue import SMALL


def test_same_catalogue_has_no_changes() -> None:
    """Calendars are compared by their hours, not by identity."""
    assert changes(load(SMALL), load(SMALL)) == ()


def test_every_kind_of_entry_is_watched() -> None:
    """A shorter limit, a new agency, a rule that is gone, a new holiday, a changed number of a pack."""
    texts = dict(SMALL)
    texts["procedures.yaml"] = texts["procedures.yaml"].replace("limit_hours: 8, cases", "limit_hours: 5, cases")
    texts["agencies.yaml"] += "  - {code: H90.77, name: Mới, tier: district, kind: committee}\n"
    texts["models.yaml"] = texts["models.yaml"][: texts["models.yaml"].index("  - {key: friday")]
    texts["time.yaml"] = texts["time.yaml"].replace(
        "statutory_days: 0, days_off: []",
        "statutory_days: 1, days_off: [{day: 2025-01-01, why: statutory, holiday: A}]",
    )
    texts["packs.yaml"] = texts["packs.yaml"].replace("online_answer_hours: 8", "online_answer_hours: 4", 1)
    found = changes(load(SMALL), load(texts))
    assert Change("agency H90.77", ChangeKind.ADDED) in found
    assert Change("rule friday", ChangeKind.REMOVED) in found
    assert Change("pack 2018", ChangeKind.CHANGED, "online_answer_hours", "8", "4") in found
    assert Change("procedure 1.000001@2", ChangeKind.CHANGED, "limit_hours", "8", "5") in found
    assert [change.field for change in found if change.subject == "calendar office"] == ["windows"]
    assert found == tuple(sorted(found))
    assert {change.subject for change in found} == {
        "agency H90.77",
        "calendar office",
        "pack 2018",
        "procedure 1.000001@2",
        "procedure 1.000001@2 at H90.01",
        "rule friday",
    }
