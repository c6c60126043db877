"""The component hotline and the citizens' reception, and what ties them to a dossier."""

from dataclasses import replace
from typing import Any

import pytest

from services.contracts.events.lifecycle import Accepted
from services.contracts.topics import LIFECYCLE
from services.intake.application.activity.record_call import CallMade
from services.intake.application.dossiers.lifecycle import snapshot
from services.intake.domain.dossier import Dossier, HistoryEntry
from services.kernel.agency_code import AgencyCode
from services.kernel.status import Status
from services.runtime.aggregates.model import NewEvent
from services.runtime.failures import PermanentError
from tests.unit.intake.activity.counters import Counters
from tests.unit.intake.desk import AGENCY, FIRST_REGISTRATION, at, filing

CODE = "H90.01-261123-0001"
NUMBER = "0912 345 678"
ASKED = HistoryEntry("supplement_requested", at("2026-11-24 10:00"), Status.SUPPLEMENT_REQUESTED)


def dossier(**changes: Any) -> Dossier:
    moment = at("2026-11-23 09:00")
    filed = replace(filing(moment, CODE), **changes)
    return Dossier(filed, Status.RECEIVED, received_at=moment)


async def call(desk: Counters, made: CallMade, **changes: Any) -> dict[str, Any]:
    desk.keys += 1
    return (await desk.desk.record_call(desk.request(f"call-{desk.keys}", **changes), made)).body


async def test_what_was_told_is_the_checklist_of_the_case() -> None:
    """The call keeps procedure, case and the components that the catalogue lists for them."""
    desk = Counters()
    listed = desk.desk.hotline.checklist(AGENCY, "1.012753", "no_papers")
    made = await call(desk, CallMade("desk", procedure="1.012753", case="no_papers"))
    assert made["told"] == [each["component"] for each in listed["components"]]
    assert "declaration" in made["told"]
    assert [each["case"] for each in listed["cases"]] == ["default", "no_papers"]
    event = desk.events(made["call"])[0][1]
    assert (event["outcome"], event["case"], event["procedure"]) == ("answered", "no_papers", listed["procedure"])
    assert event["field"] == made["field"] == "land"


async def test_a_case_that_the_procedure_does_not_have_is_refused() -> None:
    """Nothing is told that the catalogue does not say."""
    desk = Counters()
    with pytest.raises(PermanentError, match="case_unknown"):
        await call(desk, CallMade("desk", procedure="1.012753", case="moon"))


async def test_the_number_of_a_caller_is_nowhere_in_the_clear() -> None:
    """Events have none, the store only a keyed hash and a ciphertext; equal numbers have equal hashes."""
    desk = Counters()
    first = await call(desk, CallMade("desk", caller=NUMBER))
    second = await call(desk, CallMade("nobody", caller="+84 912.345.678"))
    rows = [desk.store.tables["activity"].rows[each["call"]] for each in (first, second)]
    everything = repr(rows)
    assert "912345678" not in everything.replace(" ", "")
    assert rows[0]["state"]["record"]["caller_hash"] == rows[1]["state"]["record"]["caller_hash"]
    assert rows[0]["state"]["sealed"]["caller"] != rows[1]["state"]["sealed"]["caller"]


async def test_an_unreadable_number_is_refused_without_being_quoted() -> None:
    """The refusal says what is wrong, never the number."""
    with pytest.raises(PermanentError, match="phone_invalid") as refused:
        await call(Counters(), CallMade("desk", caller="12-ab-99887766"))
    assert "99887766" not in str(refused.value)


async def test_a_transfer_goes_to_the_extension_of_the_field() -> None:
    """By the catalogue: the field's extension, the fallback when nobody there answers, or a refusal without either."""
    desk, commune = Counters(), {"agency": AgencyCode("H91.11.01")}
    made = await call(desk, CallMade("extension", field="cadastral"), **commune)
    assert (made["outcome"], made["extension"]) == ("transferred", "ext-2")
    made = await call(desk, CallMade("fallback", field="cadastral"), **commune)
    assert (made["outcome"], made["extension"]) == ("fallback", "ext-0")
    made = await call(desk, CallMade("nobody", field="cadastral"), **commune)
    assert (made["outcome"], made["extension"]) == ("unanswered", None)
    with pytest.raises(PermanentError, match="extension_unknown"):
        await call(desk, CallMade("extension", field="land"))


@pytest.mark.parametrize(
    ("history", "received", "complete"),
    [
        ((), "2026-11-23 09:00", True),
        (
            (HistoryEntry("supplement_requested", at("2026-11-23 10:00"), Status.SUPPLEMENT_REQUESTED),),
            "2026-11-23 09:00",
            False,
        ),
        ((), None, None),
    ],
    ids=["complete", "supplement asked", "not judged yet"],
)
async def test_a_linked_call_tells_whether_the_first_try_was_complete(
    history: tuple[HistoryEntry, ...],
    received: str | None,
    complete: bool | None,  # noqa: FBT001 a table's column
) -> None:
    """Linked dossiers complete at first try over linked dossiers: both come from these events."""
    desk = Counters()
    made = await call(desk, CallMade("desk", procedure="1.012753"))
    kept = replace(dossier(), history=history)
    await desk.keep(kept if received else replace(kept, received_at=None, status=Status.NEWLY_FILED))
    await desk.desk.link_call(desk.request(), made["call"], CODE)
    told = desk.events(made["call"])[-1]
    assert told[0] == "call.linked"
    assert (told[1]["code"], told[1]["complete"], told[1]["procedure"]) == (CODE, complete, FIRST_REGISTRATION)


async def test_linking_again_publishes_only_what_changed() -> None:
    """The same judgement is told once; a supplement asked later is told too; another dossier is refused."""
    desk = Counters()
    made = await call(desk, CallMade("desk"))
    await desk.keep(dossier())
    for _ in range(2):
        await desk.desk.link_call(desk.request(), made["call"], CODE)
    await desk.keep(replace(dossier(), history=(ASKED,)))
    await desk.desk.link_call(desk.request(), made["call"], CODE)
    assert [body.get("complete") for _, body in desk.events(made["call"])] == [None, True, False]
    other = replace(dossier(), filing=replace(dossier().filing, code="H90.01-261123-0002"))
    await desk.keep(other)
    with pytest.raises(PermanentError, match="record_linked"):
        await desk.desk.link_call(desk.request(), made["call"], other.code)


async def test_the_code_of_a_secret_dossier_is_never_published() -> None:
    """Calls, visits and tickets may lead to one; their events do not say to which."""
    desk = Counters()
    await desk.keep(dossier(secret=True))
    made = await call(desk, CallMade("desk"))
    await desk.desk.link_call(desk.request(), made["call"], CODE)
    visit = (await desk.desk.record_visit(desk.request("v"), "land", "guided")).body["visit"]
    await desk.desk.link_visit(desk.request(), visit, CODE)
    ticket = await desk.draw()
    await desk.call()
    await desk.step(ticket, "finish", code=CODE)
    for record in (made["call"], visit, ticket):
        assert desk.events(record)[-1][1]["code"] is None


async def test_a_visit_has_a_field_and_an_outcome_of_the_list() -> None:
    """Recorded once per key, linked once, and published both times."""
    desk = Counters()
    first = await desk.desk.record_visit(desk.request("v"), "land", "guided")
    again = await desk.desk.record_visit(desk.request("v"), "land", "guided")
    assert (again.replayed, again.body) == (True, first.body)
    with pytest.raises(PermanentError, match="outcome_unknown"):
        await desk.desk.record_visit(desk.request("w"), "land", "danced")
    await desk.keep(dossier())
    visit = first.body["visit"]
    for _ in range(2):
        await desk.desk.link_visit(desk.request(), visit, CODE)
    assert [(words, body.get("outcome"), body.get("code")) for words, body in desk.events(visit)] == [
        ("visit.recorded", "guided", None),
        ("visit.linked", None, CODE),
    ]


async def test_records_of_another_desk_do_not_exist() -> None:
    """Neither a call of another desk nor a dossier of another desk is found."""
    desk = Counters()
    made = await call(desk, CallMade("desk"))
    await desk.keep(dossier())
    stranger = desk.request(agency=AgencyCode("H90.02"))
    with pytest.raises(PermanentError, match="call_not_found"):
        await desk.desk.link_call.read(stranger, made["call"])
    theirs = await call(desk, CallMade("desk"), agency=AgencyCode("H90.02"))
    with pytest.raises(PermanentError, match="dossier_not_found"):
        await desk.desk.link_call(stranger, theirs["call"], CODE)


async def test_filing_with_a_call_links_it_by_itself() -> None:
    """The commit that receives the dossier announces it; the follow-up links the call and the visit."""
    desk = Counters()
    made = await call(desk, CallMade("desk"))
    visit = (await desk.desk.record_visit(desk.request("v"), "land", "filed")).body["visit"]
    filed = dossier(call=made["call"], visit=visit)
    accepted = Accepted(occurred_at=at("2026-11-23 09:00"), **snapshot(filed))
    await desk.keep(filed, NewEvent(LIFECYCLE, accepted, CODE, CODE))
    assert await desk.follow_up() == 1
    assert await desk.follow_up() == 0, "the row is gone"
    assert desk.events(made["call"])[-1][1]["complete"] is True
    assert desk.told(visit)[-1] == "visit.linked"
