"""What the officers on the list of an agency are told."""

from pathlib import Path
from typing import Any

import pytest

from services.contracts.envelope import Envelope, event_id
from services.contracts.events import event_type_of
from services.contracts.events.lifecycle import DueWarned, SubstateChanged
from services.contracts.events.progress import LegDueWarned, LegEscalated, LegEvent, LegOverdue, LegSignerMissing
from services.contracts.topics import PROGRESS
from services.notifications.adapters.officers.list_file import OfficerListError, read_officers
from services.notifications.application.officers.ports import Listed
from services.notifications.domain.notification import State
from services.runtime.kafka.records import Delivered, RawRecord
from tests.unit.notifications.bench import CODE, NOW, PRIVATE, Bench, lifecycle, snapshot

FIRST, SECOND = "+84912345001", "+84912345002"
DUE = "2026-11-23T10:00:00Z"
LISTS = f"""
lists:
  - agency: H90.01
    phones: {{head: "{FIRST}", deputy: "0912 345 002"}}
  - agency: H90
    occasions: [escalated]
    language: en
    phones: {{duty: "{FIRST}"}}
"""


def listed_bench(tmp_path: Path, lists: str = LISTS) -> Bench:
    path = tmp_path / "officers.yaml"
    path.write_text(lists, encoding="utf-8")
    read = read_officers(path, PRIVATE)
    occasions = ("due_warning", "signer_missing", "overdue", "escalated", "control_document")
    listed: dict[tuple[str, str], tuple[Listed, ...]] = {
        (agency, name): read.of(agency, name) for agency in ("H90.01", "H90") for name in occasions
    }
    return Bench(listed=listed)


def leg(model: type[LegEvent], **more: Any) -> Delivered:
    """An event about a leg at H90.01."""
    values = {"code": CODE, "procedure": "1.012753@1", "clock": "running", "leg": "appraise", "agency": "H90.01"}
    data = model.model_validate(values | {"occurred_at": NOW} | more)
    id_ = event_id("routing", PROGRESS.name, CODE, 3)
    envelope = Envelope(id_, event_type_of(model).name, "urn:lienthong:routing", CODE, NOW, 3)
    return Delivered(RawRecord(PROGRESS.name, 0, 3, 0, CODE.encode(), b"{}", ()), envelope, data)


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (leg(LegDueWarned, due_at=DUE), "sap den han: 17:00 23/11/2026"),
        (leg(LegOverdue, due_at=DUE), "da qua han: 17:00 23/11/2026"),
        (leg(LegSignerMissing, reason="signer_absent_no_delegate"), "chua co nguoi ky: nguoi ky vang mat, khong co"),
    ],
)
async def test_each_number_on_the_list_gets_one_message(tmp_path: Path, event: Delivered, says: str) -> None:
    """However often the event comes; in the words of the occasion."""
    bench = listed_bench(tmp_path)
    await bench.warn([event, event])
    await bench.work()
    await bench.warn([event])
    await bench.work()
    assert sorted(message.to for message in bench.provider.given) == [FIRST, SECOND]
    assert all(says in message.text for message in bench.provider.given)
    assert bench.states() == [State.SUBMITTED] * 2


async def test_an_escalation_goes_to_whom_the_ladder_names(tmp_path: Path) -> None:
    """To the agency above, in its language, about the one that is late; nobody declared is nobody told."""
    bench = listed_bench(tmp_path)
    await bench.warn([leg(LegEscalated, step=2, to="parent_agency", to_agency="H90", overdue_minutes=500)])
    await bench.warn([leg(LegEscalated, step=3, to="monitoring_desk", overdue_minutes=1000)])
    await bench.work()
    (message,) = bench.provider.given
    assert message.text == f"Dossier {CODE} at H90.01 is 8 working hours overdue. Please see to it."
    assert bench.only().about.agency == "H90"


async def test_a_dossier_that_comes_near_its_due_date_is_told_to_its_desk_alone(
    tmp_path: Path,
) -> None:
    """The applicant's contact is not even asked for."""
    bench = listed_bench(tmp_path)
    await bench.accept([lifecycle(4, snapshot(DueWarned, due_at=DUE))])
    await bench.work()
    assert sorted(message.to for message in bench.provider.given) == [FIRST, SECOND]


async def test_a_warning_that_comes_too_late_is_not_sent(tmp_path: Path) -> None:
    """After the due time it is no warning any more."""
    bench = listed_bench(tmp_path)
    await bench.warn([leg(LegDueWarned, due_at="2026-11-23T02:01:00Z")])
    bench.later(60)
    await bench.work()
    assert bench.provider.given == []
    assert {each.reason for each in bench.stored()} == {"expired"}


async def test_nobody_is_warned_of_what_is_done(tmp_path: Path) -> None:
    """The result came between the warning and its sending."""
    bench = listed_bench(tmp_path)
    await bench.warn([leg(LegOverdue, due_at=DUE)])
    await bench.accept([lifecycle(8, snapshot(SubstateChanged, status=9))])
    await bench.work()
    assert bench.provider.given == []
    assert bench.states() == [State.SUPPRESSED] * 2


async def test_nothing_is_told_of_the_past_or_without_a_list(tmp_path: Path) -> None:
    """Backfill, and an agency that keeps no list."""
    bench = listed_bench(tmp_path)
    await bench.warn([leg(LegOverdue, due_at=DUE, backfill=True), leg(LegOverdue, due_at=DUE, agency="H91.01")])
    assert bench.stored() == []


async def test_numbers_of_officers_are_never_stored_in_the_clear(tmp_path: Path) -> None:
    """Sealed until they are handed over, dropped after it."""
    bench = listed_bench(tmp_path)
    await bench.warn([leg(LegOverdue, due_at=DUE)])
    waiting = repr(bench.tables)
    await bench.work()
    assert FIRST[3:] not in waiting
    assert [each.sealed for each in bench.stored()] == [None, None]


@pytest.mark.parametrize(
    ("lists", "problem"),
    [
        ("lists: [{agency: H90.01, phones: {}}]", "phones"),
        ("lists: [{agency: H90.01, phones: {head: '024 3825 3825'}}]", "phones.head.*landline"),
        ("lists: [{agency: H90.01, occasions: [birthday], phones: {head: '0912345678'}}]", "occasions"),
        ("lists: [{agency: nowhere, phones: {head: '0912345678'}}]", "agency"),
        ("lists: [", "no YAML"),
        ("lists: [{agency: H90, phones: {a: '0912345678'}}, {agency: H90, phones: {b: '0912345678'}}]", "two lists"),
    ],
)
def test_a_wrong_list_stops_the_start(tmp_path: Path, lists: str, problem: str) -> None:
    """With its place, and without the number."""
    path = tmp_path / "officers.yaml"
    path.write_text(lists, encoding="utf-8")
    with pytest.raises(OfficerListError, match=problem) as refused:
        read_officers(path, PRIVATE)
    assert "0912345678" not in str(refused.value)
    assert "3825" not in str(refused.value)


def test_a_file_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    """A mistyped path is no empty list."""
    with pytest.raises(OfficerListError, match="cannot be read"):
        read_officers(tmp_path / "nothing.yaml", PRIVATE)
