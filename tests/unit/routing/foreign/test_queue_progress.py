"""What foreign systems are told of a route, and what they are not."""

from datetime import date
from typing import Any

import pytest

from services.contracts.events.payload import Payload
from services.contracts.events.progress import LegFinished, LegPaused, LegResumed, ReportRejected, RouteCancelled
from services.kernel.catalogue import SystemKind
from tests.unit.routing.foreign.border import Border, dispatched, system
from tests.unit.routing.signed import CODE, LAND, NOW, TAX

ABOUT: dict[str, Any] = {"occurred_at": NOW, "code": CODE, "procedure": "1.012753@1", "clock": "paused"}
LEG = ABOUT | {"leg": "tax", "agency": TAX}


async def told(border: Border) -> list[Any]:
    await border.connect()
    await border.drain()
    return border.target.bodies


async def test_a_leg_is_handed_over_with_its_slip() -> None:
    """In the words of the system's trade; ids and codes alone, since the system looks up people by the code."""
    border = Border()
    await border.tell(3, dispatched())
    (body,) = await told(border)
    assert body["type"] == "tax.obligation_requested"
    assert body["data"]["slip"]["number"] == f"{CODE}/tax/1"
    assert (body["data"]["code"], body["data"]["leg"], body["data"]["agency"]) == (CODE, "tax", TAX)
    assert body["timestamp"] == NOW.isoformat()


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (SystemKind.TAX, "tax.obligation_requested"),
        (SystemKind.DOCUMENTS, "documents.document_sent"),
        (SystemKind.CIVIL_STATUS, "civil_status.registration_requested"),
    ],
)
async def test_each_kind_of_system_has_its_own_words(kind: SystemKind, wanted: str) -> None:
    """One adapter each for civil status, documents and tax."""
    border = Border(system(kind=kind))
    await border.tell(1, dispatched())
    assert [body["type"] for body in await told(border)] == [wanted]


@pytest.mark.parametrize(
    "untold",
    [
        dispatched(backfill=True),
        dispatched("appraise", LAND),
    ],
)
async def test_nothing_is_told_of_what_is_no_business_of_a_system(untold: Payload) -> None:
    """Back-filled dossiers, and agencies that report by themselves."""
    border = Border()
    await border.tell(1, untold)
    assert border.waiting_ids() == []


async def test_a_system_that_went_out_of_force_is_told_nothing_new() -> None:
    """Its last day is the catalogue's."""
    border = Border(system(last=date(2024, 5, 5)))
    await border.tell(1, dispatched())
    assert border.waiting_ids() == []


async def test_pauses_recalls_and_ends_follow_in_order() -> None:
    """A recall names the legs of this system alone."""
    border = Border()
    await border.tell(1, dispatched())
    await border.tell(2, LegPaused(**LEG, cause="supplement"))
    await border.tell(3, LegResumed(**LEG, cause="supplement", due_at=NOW))
    await border.tell(4, RouteCancelled(**ABOUT, recalled=("appraise", "tax")))
    await border.tell(5, LegFinished(**LEG, used_minutes=5))
    bodies = await told(border)
    assert [body["type"] for body in bodies] == [
        "tax.obligation_requested",
        "tax.paused",
        "tax.resumed",
        "tax.recalled",
        "tax.finished",
    ]
    assert bodies[3]["data"]["legs"] == ["tax"]


async def test_a_system_learns_which_of_its_replies_changed_nothing() -> None:
    """By its own id; reports that the agency sent itself are no business of the system."""
    border = Border()
    for seq, event_id in enumerate(("tax-h90:r-7", "of-the-agency"), start=1):
        await border.tell(seq, ReportRejected(**ABOUT, event_id=event_id, agency=TAX, reason="leg_not_open"))
    (body,) = await told(border)
    assert (body["type"], body["data"]["event_id"], body["data"]["reason"]) == (
        "reply.rejected",
        "r-7",
        "leg_not_open",
    )


async def test_an_event_published_twice_is_one_message() -> None:
    """Before the delivery, and after it: what was delivered is remembered."""
    border = Border()
    await border.tell(1, dispatched())
    await border.tell(1, dispatched())
    assert len(await told(border)) == 1
    await border.tell(1, dispatched())
    await border.drain()
    assert (len(border.target.heard), border.waiting_ids()) == (1, [])
