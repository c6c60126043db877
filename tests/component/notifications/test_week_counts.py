"""Counting a week on the real store."""

from datetime import timedelta
from typing import Any

from services.kernel.iso_week import week_of
from services.notifications.adapters.digest.stored_counts import StoredCounts
from services.notifications.adapters.sending.search import COLLECTION
from services.notifications.application.digest.ports import Weekly
from services.runtime.store import InsertDoc, Store
from tests.component.notifications.rig import NOW
from tests.platform_fixture import TestPlatform


def _row(id_: str, template: str, state: str = "submitted", agency: str = "H90.01", days: int = 0) -> InsertDoc:
    about = {"agency": agency, "template": template, "cause": id_.partition("/")[0]}
    message: dict[str, Any] = {"about": about, "accepted_at": NOW + timedelta(days=days), "state": state}
    return InsertDoc({"_id": id_, "state": message})


async def test_a_week_of_an_agency_is_counted_apart(platform: TestPlatform, namespace: str) -> None:
    """Citizens' messages that were meant to be sent, failures among them, and each warning once."""
    store = await Store.open(platform.store_url, f"{namespace}weeks")
    documents = store.collection(COLLECTION)
    await documents.write_bulk(
        [
            _row("e1", "accepted"),
            _row("e2", "result_ready", "permanent_failure"),
            _row("e3", "accepted", "suppressed"),
            _row("e4/head", "overdue"),
            _row("e4/deputy", "overdue", "technical_failure"),
            _row("e5", "control_document"),
            _row("e6", "accepted", days=7),
            _row("e7", "accepted", agency="H90.02"),
        ]
    )
    week = week_of(NOW)
    assert await StoredCounts(documents).count("H90.01", week.begins, week.ends) == Weekly(2, 1, 1)
    store.close()
