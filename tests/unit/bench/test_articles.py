"""The five articles for the statistics: their events, in order, some twice, and what a long run tells of itself."""

from collections import defaultdict
from dataclasses import replace

import pytest

from bench.articles.feed import records
from bench.articles.pace import Pace
from bench.lives import life
from services.contracts.envelope import from_headers
from services.contracts.topics import LIFECYCLE, TALLY
from services.kernel.catalogue import Catalogue
from services.ops.scenario.prepared import FOLDER, Prepared, lay_out
from services.runtime.catalogue import read_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(FOLDER.parent / "catalogue")


def _seqs(prepared: Prepared) -> dict[tuple[str, str], list[int]]:
    """By topic and subject, in the order in which they come."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for record in records(prepared, sorted(prepared.dossiers, key=lambda dossier: dossier.received_at)):
        envelope = from_headers(record.headers)
        assert record.key == envelope.subject.encode()
        found[record.topic, envelope.subject].append(envelope.seq or 0)
    return found


def test_secret_dossiers_are_told_as_tallies_alone(catalogue: Catalogue) -> None:
    """Every dossier has a subject of its own, whose events are numbered without a gap."""
    prepared = lay_out("s003", 2_000, catalogue)
    found = _seqs(prepared)
    secret = sum(dossier.is_secret for dossier in prepared.dossiers)
    assert secret == sum(topic == TALLY.name for topic, _ in found) > 0
    assert len(prepared.dossiers) - secret == sum(topic == LIFECYCLE.name for topic, _ in found)
    assert all(seqs == list(range(1, len(seqs) + 1)) for seqs in found.values())


def test_what_a_scenario_delivers_twice_comes_after_its_first_time(catalogue: Catalogue) -> None:
    """Article 001: ten events of each request once more, never before their first delivery."""
    found = _seqs(lay_out("s001", 10, catalogue))
    first = {key: list(dict.fromkeys(seqs)) for key, seqs in found.items()}
    assert all(seqs == sorted(seqs) for seqs in first.values())
    assert sum(map(len, found.values())) - sum(map(len, first.values())) == 10


def test_an_end_that_nobody_can_tell_is_refused(catalogue: Catalogue) -> None:
    """A new outcome in a scenario must not be counted as pending."""
    dossier = lay_out("s001", 10, catalogue).dossiers[0]
    with pytest.raises(ValueError, match="withdrawn"):
        life(replace(dossier, outcome="withdrawn", finished_at=None), "H91.01-230601-0001", catalogue)


def test_a_long_run_tells_its_rate_and_the_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    """After ten seconds, and not again before ten more."""
    now = 100.0
    pace = Pace("counted", 50_000, lambda: now)
    pace.reached(0)
    now = 110.0
    pace.reached(20_000)
    now = 119.0
    pace.reached(30_000)
    assert capsys.readouterr().err == "[articles] counted 20,000 of 50,000 events, 2,000 a second, 15 s left\n"
