from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from services.intake.adapters.privacy.terms import PrivacyTerms
from services.intake.application.privacy.retention import Candidate, ClassReport, RunRetention
from services.intake.bootstrap.erasing import erasing_of
from services.kernel.agency_code import AgencyCode
from services.kernel.times import local_day
from services.runtime.failures import PermanentError
from services.runtime.files.folder import Folder
from services.runtime.sealing import FieldCipher, KeyRing
from tests.unit.intake.desk import AGENCY, terms
from tests.unit.intake.office import ring
from tests.unit.intake.privacy.bureau import Bureau

FOLDER = Folder(Path("/nonexistent"), FieldCipher(KeyRing.parse(ring())))


def days(bureau: Bureau, retention_class: str) -> int:
    return terms().rules(local_day(bureau.office.now), AGENCY).retention[retention_class]


async def run(bureau: Bureau, *, dry_run: bool = False) -> dict[str, ClassReport]:
    office = bureau.office
    reports = await erasing_of(office.store, office.dossiers, FOLDER, terms(), office.clock).retention(dry_run=dry_run)
    return {each.retention_class: each for each in reports}


async def test_a_closed_dossier_loses_its_applicant_after_the_term_and_not_before() -> None:
    """The term runs from the end of the dossier; an open one is no candidate however old it is."""
    bureau = Bureau()
    closed, open_ = await bureau.filed("1", accept=False), await bureau.filed("2", accept=False)
    await bureau.refuse(closed)
    ended, term = bureau.office.now, timedelta(days=days(bureau, "identity"))
    bureau.office.now = ended + term - timedelta(seconds=1)
    assert (await run(bureau))["identity"] == ClassReport("identity", kept=1)
    bureau.office.now = ended + term
    assert (await run(bureau))["identity"] == ClassReport("identity", expired=1)
    assert (await bureau.kept(closed)).applicant is None
    assert (await bureau.kept(open_)).applicant is not None
    assert (await run(bureau))["identity"] == ClassReport("identity")


async def test_a_contact_goes_earlier_than_the_applicant() -> None:
    """Its own class: a tombstone is published once, and the applicant can still be opened."""
    bureau = Bureau()
    code = await bureau.filed(accept=False)
    await bureau.refuse(code)
    bureau.office.now += timedelta(days=days(bureau, "contact"))
    assert (await run(bureau))["contact"].expired == 1
    assert bureau.contacts(code) == [(1, "+84912345678"), (2, "erased")]
    assert (await bureau.applicant(code)).name == "Nguyễn Thị Mai"
    assert (await run(bureau))["contact"].expired == 0
    await bureau.erase(code)
    assert bureau.contacts(code) == [(1, "+84912345678"), (2, "erased")]


async def test_a_dry_run_counts_and_erases_nothing() -> None:
    """So that operators see what a run would do."""
    bureau = Bureau()
    code = await bureau.filed(accept=False)
    await bureau.refuse(code)
    bureau.office.now += timedelta(days=days(bureau, "identity"))
    assert (await run(bureau, dry_run=True))["identity"].expired == 1
    assert (await bureau.kept(code)).applicant is not None


async def test_the_access_log_is_kept_for_a_time_only() -> None:
    """A search without a hit has no dossier, but a term too."""
    bureau = Bureau()
    await bureau.access_log.record("officer-1", "H90.01", "H90.01-261123-0001", "search")
    await bureau.access_log.record("officer-1", "none", "none", "search")
    bureau.office.now += timedelta(days=days(bureau, "access_log"))
    await bureau.access_log.record("officer-2", "H90.01", "H90.01-261123-0001", "search")
    assert (await run(bureau))["access_log"] == ClassReport("access_log", kept=1, expired=2)
    assert [each.actor for each in await bureau.access_log.entries("H90.01-261123-0001")] == ["officer-2"]


@dataclass
class Stubborn:
    """Two candidates, of which the first must not be erased after all."""

    erased: list[str] = field(default_factory=list)
    retention_class: str = "identity"

    async def candidates(self) -> AsyncIterator[Candidate]:
        for id_ in ("a", "b"):
            yield Candidate(id_, "H90.01", Bureau().office.now - timedelta(days=36_500))

    async def erase(self, id_: str) -> None:
        if id_ == "a":
            raise PermanentError("dossier_open")
        self.erased.append(id_)


async def test_one_that_cannot_be_erased_is_counted_and_holds_up_nothing() -> None:
    """A dossier that a correction opened again meanwhile keeps its applicant."""
    stubborn, bureau = Stubborn(), Bureau()
    reports = await RunRetention([stubborn], PrivacyTerms(terms()), bureau.office.clock)(dry_run=False)
    assert reports == [ClassReport("identity", expired=2, left=1)]
    assert stubborn.erased == ["b"]


async def test_kinds_of_data_that_share_a_class_are_one_line_of_the_report() -> None:
    """An operator asks how much of a class is left, not by which part of the program."""
    run_retention = RunRetention([Stubborn(), Stubborn()], PrivacyTerms(terms()), Bureau().office.clock)
    assert await run_retention(dry_run=True) == [ClassReport("identity", expired=4)]


def test_a_class_without_a_term_stops_the_run() -> None:
    """Nothing is erased, and nothing kept for ever, because somebody forgot to say how long."""
    with pytest.raises(PermanentError, match="retention_unknown"):
        PrivacyTerms(terms()).retention(AgencyCode("H90.01"), "unheard_of", Bureau().office.now)
