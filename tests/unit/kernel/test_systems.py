"""Foreign systems as catalogue data: which one serves an agency on a day, and every mistake where it is."""

from datetime import date, timedelta

import pytest

from services.kernel.catalogue import ForeignSystem, SystemKind, Systems, Transport, load
from services.kernel.catalogue.problem import CatalogueError
from tests.unit.kernel.small_catalogue import SMALL

DAY = date(2024, 5, 6)
SYSTEMS = """\
systems:
  - id: tax-one
    kind: tax
    name: {vi: Thuế, en: Tax}
    agencies: [H90.30]
    transport: http
    timeout_seconds: 10
    at_once: 8
    retry: {first_seconds: 5, longest_seconds: 600, trips_after: 4}
    valid_to: 2024-06-30
  - id: tax-two
    kind: documents
    name: {vi: Văn bản, en: Documents}
    roles: [land_office]
    within: [H90]
    transport: file
    timeout_seconds: 3
    at_once: 1
    retry: {first_seconds: 1, longest_seconds: 1, trips_after: 1}
"""


def systems_of(text: str = SYSTEMS) -> Systems:
    return load(SMALL | {"systems.yaml": text}).systems


def found(text: str, id_: str) -> ForeignSystem:
    system = systems_of(text).find(id_)
    assert system is not None
    return system


def test_a_system_is_read_with_everything_that_reaching_it_takes() -> None:
    """Kind, names, transport, pauses and limits are data."""
    system = found(SYSTEMS, "tax-one")
    assert (system.kind, system.transport, system.names["en"]) == (SystemKind.TAX, Transport.HTTP, "Tax")
    assert (system.timeout, system.at_once) == (timedelta(seconds=10), 8)
    assert (system.retry.first, system.retry.longest, system.retry.most) == (
        timedelta(seconds=5),
        timedelta(seconds=600),
        4,
    )


def test_an_agency_is_served_by_name_or_by_role_while_the_system_is_in_force() -> None:
    """Roles within an agency mean every agency below it that has one of them; others report by themselves."""
    systems = systems_of()
    serving = systems.serving("H90.30", DAY)
    assert serving is not None
    assert serving.id == "tax-one"
    assert systems.serving("H90.30", date(2024, 7, 1)) is None
    (by_role,) = found(SYSTEMS, "tax-two").agencies
    other = systems.serving(by_role, DAY)
    assert other is not None
    assert other.id == "tax-two"
    assert systems.serving("H90.99", DAY) is None


def test_one_system_may_follow_another() -> None:
    """Each has its days; a catalogue without systems has none."""
    text = SYSTEMS + SYSTEMS.split("  - id: tax-two", maxsplit=1)[0].removeprefix("systems:\n").replace(
        "tax-one", "tax-next"
    ).replace("valid_to: 2024-06-30", "valid_from: 2024-07-01")
    serving = systems_of(text).serving("H90.30", date(2024, 7, 1))
    assert serving is not None
    assert serving.id == "tax-next"
    assert len(load(SMALL).systems) == 0


@pytest.mark.parametrize(
    ("old", "new", "line_with", "what"),
    [
        ("id: tax-one", "id: Tax_One", "Tax_One", "not usable as an id"),
        ("id: tax-one", "id: tax-two", "id: tax-two", "declared twice"),
        ("kind: tax\n", "kind: taxes\n", "taxes", "unknown kind 'taxes'"),
        ("    kind: tax\n", "", "id: tax-one", "kind is missing"),
        ("transport: http", "transport: pigeon", "pigeon", "unknown transport 'pigeon'"),
        ("{vi: Thuế, en: Tax}", "{vi: Thuế}", "{vi: Thuế}", "no name in en"),
        ("agencies: [H90.30]", "agencies: [H97]", "H97", "agency H97 is not declared"),
        ("    agencies: [H90.30]\n", "", "id: tax-one", "the system serves no agency"),
        ("    within: [H90]\n", "", "roles", "roles and within go together"),
        ("roles: [land_office]", "roles: [king]", "king", "unknown roles 'king'"),
        ("at_once: 8", "at_once: 0", "at_once: 0", "at_once must be at least 1"),
        ("timeout_seconds: 10", "timeout_seconds: soon", "soon", "no whole number"),
        ("longest_seconds: 600", "longest_seconds: 2", "longest_seconds: 2", "shorter than the first"),
        ("trips_after: 4", "trip: 4", "trip: 4", "unknown key 'trip'"),
        ("roles: [land_office]\n    within: [H90]", "agencies: [H90.30]", "agencies: [H90.30]", "both serve H90.30"),
        ("    retry: {first_seconds: 1, longest_seconds: 1, trips_after: 1}\n", "", "id: tax-two", "retry is missing"),
    ],
)
def test_a_mistake_is_reported_where_it_is(old: str, new: str, line_with: str, what: str) -> None:
    """File, line and what is wrong."""
    assert old in SYSTEMS
    damaged = SYSTEMS.replace(old, new, 1)
    lines = {number for number, line in enumerate(damaged.splitlines(), 1) if line_with in line}
    with pytest.raises(CatalogueError) as caught:
        systems_of(damaged)
    told = [problem for problem in caught.value.problems if what in problem.what]
    assert told
    assert told[0].place.file == "systems.yaml"
    assert told[0].place.line in lines
    assert told[0].remedy
