"""The lists of an agency's desk."""

from datetime import UTC, datetime, timedelta

import pytest

from services.kernel.agency_code import AgencyCode
from services.routing.adapters.desk.work_search import StoredWorkSearch
from services.routing.adapters.worklist import StoredWorklist
from services.routing.application.desk.read_worklist import Asked, ReadWorklist, WorkPage
from services.routing.application.ports import WorkItem, WorklistChange
from services.routing.domain.desk.work_lists import WorkList
from services.routing.domain.route import LegStatus
from tests.fakes.store import FakeStore
from tests.unit.routing.desk.counter import catalogue

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LAND = AgencyCode("H90.20.01")
FIRST_CERTIFICATE, MARITAL_STATUS = "1.012753@1", "1.004873@1"


def item(number: int, due_hours: float | None = None, **more: object) -> WorkItem:
    values: dict[str, object] = {
        "agency": LAND,
        "code": f"H90.01-261123-{number:04d}",
        "leg": "appraise",
        "attempt": 1,
        "procedure": FIRST_CERTIFICATE,
        "status": LegStatus.RECEIVED,
        "dispatched_at": NOW - timedelta(hours=1),
        "received_at": None,
        "due_at": None if due_hours is None else NOW + timedelta(hours=due_hours),
    }
    return WorkItem(**(values | more))  # type: ignore[arg-type] # a test's own rows


async def page(asked: Asked, *items: WorkItem) -> WorkPage:
    rows = FakeStore().collection("worklist")
    await StoredWorklist(rows).refresh([WorklistChange(1, items, ())])
    return await ReadWorklist(StoredWorkSearch(rows), catalogue(), lambda: NOW)(LAND, asked, "vi")


def numbers(found: WorkPage) -> list[int]:
    return [int(entry.item.code[-4:]) for entry in found.entries]


EVERYTHING = (
    item(1, 30),
    item(2, -1, officer="mai"),
    item(3, None, status=LegStatus.AWAITING_PAYMENT),
    item(4, 2, status=LegStatus.DISPATCHED),
    item(5, 5, procedure=MARITAL_STATUS, officer="lan"),
    item(6, 1, agency=AgencyCode("H90.20.02")),
)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (WorkList.ALL, [2, 4, 5, 1, 3]),
        (WorkList.TO_RECEIVE, [4]),
        (WorkList.IN_WORK, [2, 5, 1, 3]),
        (WorkList.DUE_SOON, [4, 5]),
        (WorkList.LATE, [2]),
        (WorkList.STANDING, [3]),
    ],
)
async def test_every_list_has_its_legs_by_due_time(kind: WorkList, expected: list[int]) -> None:
    """Those whose clock stands still come last; other agencies' never."""
    found = await page(Asked(kind), *EVERYTHING)
    assert (numbers(found), found.counts[kind]) == (expected, len(expected))
    assert [entry.late for entry in found.entries] == [number == 2 for number in expected]


async def test_a_list_is_sifted_by_field_and_officer() -> None:
    """Counts are those of what is left; a field that there is not has nothing."""
    land = await page(Asked(field="land"), *EVERYTHING)
    lan = await page(Asked(officer="lan"), *EVERYTHING)
    nothing = await page(Asked(field="astrology"), *EVERYTHING)
    assert (numbers(land), land.counts[WorkList.ALL]) == ([2, 4, 1, 3], 4)
    assert (numbers(lan), lan.officers) == ([5], ("lan",))
    assert (numbers(nothing), nothing.counts[WorkList.ALL]) == ([], 0)


async def test_pages_go_on_where_the_one_before_ended() -> None:
    """Also where the legs with a due time end and those without begin."""
    timed = [item(number, number) for number in range(1, 21)]
    still = [item(number, None) for number in range(21, 61)]
    pages = [await page(Asked(page=number), *timed, *still) for number in (1, 2, 3)]
    assert [number for each in pages for number in numbers(each)] == list(range(1, 61))
    assert [each.more for each in pages] == [True, True, False]


async def test_an_unknown_procedure_is_shown_by_its_code() -> None:
    """A dossier of a catalogue that comes with the next deployment waits all the same."""
    found = await page(Asked(), item(1, 1, procedure="9.999999@1"))
    assert [entry.procedure for entry in found.entries] == ["9.999999@1"]
