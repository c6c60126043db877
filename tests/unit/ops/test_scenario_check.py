"""A replay reads every dossier back; what is not as its batch says is told."""

from typing import Any

import pytest

from services.kernel.catalogue import Catalogue
from services.kernel.dossier_code import CodeStyle, DossierCode
from services.kernel.times import VIETNAM
from services.ops.scenario.check import differences, wrong_numbers
from services.ops.scenario.plan import Planned, plan
from services.ops.scenario.prepared import FOLDER
from services.ops.scenario.read import find_file, read_scenario
from services.runtime.catalogue import read_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue("deploy/catalogue")


@pytest.fixture(scope="module")
def dossiers(catalogue: Catalogue) -> dict[str, Planned]:
    """One of each batch of article 001."""
    scenario = read_scenario(find_file("s001", FOLDER), catalogue)
    return {each.batch.id: each for each in plan(scenario, catalogue, 1000, None)}


def _code(planned: Planned, sequence: int = 1) -> str:
    return str(DossierCode(planned.agency, planned.day, sequence, CodeStyle.LEGACY))


def _body(planned: Planned, catalogue: Catalogue, **changes: Any) -> dict[str, Any]:
    """The representation of a dossier that is as its batch says."""
    procedure = catalogue.procedure_at(planned.procedure, planned.agency)
    due = catalogue.appointment(procedure, planned.received_at, planned.batch.tags, planned.agency)
    body: dict[str, Any] = {
        "code": _code(planned),
        "tags": list(planned.batch.tags),
        "agency": planned.agency,
        "procedure": planned.procedure,
        "channel": planned.batch.channel,
        "received_at": planned.received_at.astimezone(VIETNAM).isoformat(),
        "appointment": due.astimezone(VIETNAM).isoformat(),
        "due_at": due.astimezone(VIETNAM).isoformat(),
        "fee": {"total_vnd": int(planned.attributes.get("fee_paid", "0"))},
    }
    return body | changes


@pytest.mark.parametrize("batch", ["B03", "B08", "B13", "B15"])
def test_a_dossier_as_its_batch_says_has_no_difference(
    batch: str, dossiers: dict[str, Planned], catalogue: Catalogue
) -> None:
    """A ninth-hour, a no-appointment, a Saturday and a fee dossier pass."""
    assert differences(dossiers[batch], _body(dossiers[batch], catalogue), catalogue) == []


@pytest.mark.parametrize(
    ("batch", "change", "told"),
    [
        ("B08", {"tags": []}, "tags"),
        ("B08", {"due_at": "2023-06-08T09:00:00+07:00"}, "day of the due time"),
        ("B13", {"due_at": "2023-06-10T17:00:00+07:00"}, "due from the next opening"),
        ("B15", {"fee": {"total_vnd": 20_000}}, "fee"),
        ("B03", {"received_at": "2023-06-05T08:00:00+07:00"}, "received_at"),
    ],
)
def test_each_kind_of_difference_is_told(
    batch: str, change: dict[str, Any], told: str, dossiers: dict[str, Planned], catalogue: Catalogue
) -> None:
    """A missing tag, another day, a Saturday that counts, a full fee and another time each fail the check."""
    found = differences(dossiers[batch], _body(dossiers[batch], catalogue, **change), catalogue)
    assert any(told in each for each in found)


def test_gaps_and_foreign_numbers_are_told(dossiers: dict[str, Planned], catalogue: Catalogue) -> None:
    """The numbers of an agency's day run on from its first; another day's code is no number of it."""
    one, other = dossiers["B01"], dossiers["B15"]
    assert wrong_numbers([(_code(one, 1), one), (_code(one, 2), one)], catalogue) == []
    assert wrong_numbers([(_code(one, 1), one), (_code(one, 3), one)], catalogue)
    assert wrong_numbers([(_code(one), one), (_code(other), one)], catalogue)
