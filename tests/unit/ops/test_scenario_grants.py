"""The shipped calendar rules grant every replayed dossier exactly the tags that its batch has."""

from collections import Counter

import pytest

from services.kernel.catalogue import Catalogue, Claim, Granted
from services.ops.scenario.plan import Planned, plan
from services.ops.scenario.prepared import FOLDER
from services.ops.scenario.read import find_file, read_scenario
from services.runtime.catalogue import read_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue("deploy/catalogue")


def _granted(catalogue: Catalogue, dossier: Planned) -> Granted:
    return catalogue.grant(
        Claim(
            agency=dossier.agency,
            procedure=catalogue.procedure_at(dossier.procedure, dossier.agency),
            received_at=dossier.received_at,
            channel=dossier.batch.channel,
            tags=frozenset(dossier.batch.tags),
            attributes=dossier.attributes,
        )
    )


@pytest.mark.parametrize(
    ("name", "variant"),
    [("s000", "subset"), ("s000", "disjoint"), ("s001", None), ("s002", None), ("s003", None), ("s004", None)],
)
def test_batches_are_tagged_by_rule(catalogue: Catalogue, name: str, variant: str | None) -> None:
    """No claimed tag is dropped, none comes unasked, and only what is refused is refused, as paper."""
    scenario = read_scenario(find_file(name, FOLDER), catalogue)
    dossiers = plan(scenario, catalogue, scenario.divisor, variant)
    wrong: Counter[tuple[str, str]] = Counter()
    for dossier in dossiers:
        granted = _granted(catalogue, dossier)
        refused = granted.refuse.reason if granted.refuse else None
        expected = "paper_refused" if dossier.outcome == "refused" else None
        if granted.tags != set(dossier.batch.tags) or granted.dropped or refused != expected:
            wrong[dossier.batch.id, f"{sorted(granted.tags)} {dict(granted.dropped)} {refused}"] += 1
    assert dict(wrong) == {}
