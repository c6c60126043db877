from services.intake.domain.dossier import Fate
from services.runtime.store import InsertDoc
from tests.unit.intake.desk import at
from tests.unit.intake.office import Office

NOW = at("2026-11-23 08:00")


async def test_a_fate_may_come_before_and_after_the_gateways_note() -> None:
    """The row is made when missing and settled when queued."""
    office = Office()
    await office.store.collection("inbound_events").write_bulk([InsertDoc({"_id": "H90.01|a", "state": "queued"})])
    await office.register.settle_many([Fate("H90.01|a"), Fate("H90.01|b", "dossier_unknown")], NOW)
    first, second = await office.register.find("H90.01", "a"), await office.register.find("H90.01", "b")
    assert first is not None
    assert (first["state"], first["reason"], first["settled_at"]) == ("applied", None, NOW)
    assert second is not None
    assert (second["state"], second["reason"]) == ("rejected", "dossier_unknown")


async def test_the_first_fate_stands() -> None:
    """A redelivery that is judged later changes nothing, within one call and in a later one."""
    office = Office()
    await office.register.settle_many([Fate("H90.01|a"), Fate("H90.01|a", "late")], NOW)
    await office.register.settle_many([Fate("H90.01|a", "later")], NOW)
    row = await office.register.find("H90.01", "a")
    assert row is not None
    assert row["state"] == "applied"
