"""What a dossier must hold, and what stands in for a paper."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.adapters.components.file_sources import FileSources
from services.intake.adapters.components.results import StoredResults
from services.intake.adapters.privacy.look_up_hashes import KeyedHashes
from services.intake.application.components.ports import ArchivedResult, Finding
from services.intake.application.components.stand_ins import StandIns
from services.intake.application.dossiers.applicant import Applicant
from services.intake.domain.commands import Accept, File, FileSupplement, RequestSupplement
from services.intake.domain.components import Component, ComponentForm, check_known, missing
from services.intake.domain.decide import decide, open_dossier
from services.intake.domain.dossier import Dossier
from services.intake.domain.errors import RuleError
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import ComponentRule
from tests.fakes.store import FakeStore
from tests.unit.intake.desk import LimitRules, at, filing

PERSON = Applicant("Nguyễn Thị Mai", id_number="012345678901")
HASHES = KeyedHashes(b"h" * 32)
DAY = date(2024, 5, 6)
HOUSEHOLD = ComponentRule("household_book", "Sổ hộ khẩu", "Household book", original=1, source="population")
MARITAL = ComponentRule("marital_status", "Giấy xác nhận", "Marital status", original=1, reusable=True)
FORM = ComponentRule("form", "Tờ khai", "Form", copies=1)
RULES = (HOUSEHOLD, MARITAL, FORM)


def rule(**changes: object) -> ComponentRule:
    return ComponentRule("paper", "Giấy", "Paper", **changes)  # type: ignore[arg-type] # fields of the rule


@pytest.mark.parametrize(
    ("asked", "given", "lacks"),
    [
        (rule(original=1), None, True),
        (rule(original=1), Component("paper", ComponentForm.COPY), True),
        (rule(original=1), Component("paper"), False),
        (rule(copies=2), Component("paper", ComponentForm.COPY, copies=1), True),
        (rule(copies=2), Component("paper", ComponentForm.COPY, copies=2), False),
        (rule(original=1), Component("paper", ComponentForm.ELECTRONIC), False),
        (rule(original=1, paper=True), Component("paper", ComponentForm.ELECTRONIC), True),
        (rule(original=1, required=False), None, False),
        (rule(original=1), Component("paper", waived=True), False),
        (rule(original=1), Component("paper", reused="GCN-1"), False),
    ],
)
def test_what_counts_as_handed_in(asked: ComponentRule, given: Component | None, *, lacks: bool) -> None:
    """A certified electronic copy stands for any paper unless only paper does; a copy never for an original."""
    assert missing([given] if given else [], [asked]) == (("paper",) if lacks else ())


@given(st.sets(st.sampled_from([each.key for each in RULES])))
def test_exactly_what_is_not_there_is_missing(keys: set[str]) -> None:
    """In the order of the list, whatever the order of handing in."""
    found = missing([Component(key, ComponentForm.ELECTRONIC) for key in sorted(keys, reverse=True)], RULES)
    assert found == tuple(each.key for each in RULES if each.key not in keys)


def test_a_component_that_the_case_does_not_know_is_refused() -> None:
    """So is the same one twice; a procedure that declares none takes any."""
    with pytest.raises(RuleError, match="component_unknown"):
        check_known([Component("passport")], RULES)
    with pytest.raises(RuleError, match="component_repeated"):
        check_known([Component("form"), Component("form")], RULES)
    check_known([Component("passport")], ())


class Sources:
    """A data source that says what the test says."""

    def __init__(self, findings: Mapping[str, Finding]) -> None:
        self.findings = findings

    async def ask(self, source: str, _: str) -> Finding:
        return self.findings[source]


async def found(finding: Finding, *given: Component) -> dict[str, Component]:
    results = StoredResults(FakeStore().collection("results"))
    stand_ins = StandIns(Sources({"population": finding}), results, HASHES)
    return {each.key: each for each in await stand_ins(given, RULES, PERSON, DAY)}


async def test_a_source_that_answers_waives_the_paper() -> None:
    """Handed in or not, it is not needed; asking for it afterwards is refused (s004 F2)."""
    components = await found(Finding.FOUND)
    assert components["household_book"] == Component("household_book", copies=0, source="population", waived=True)
    dossier = _filed(tuple(components.values()))
    with pytest.raises(RuleError, match="component_waived"):
        _decide(RequestSupplement(at=at("2024-05-06 09:00"), components=("household_book",)), dossier)


async def test_a_source_that_is_down_falls_back_to_paper_and_says_so() -> None:
    """The paper is taken and marked; without the paper it stays missing (s004 F3)."""
    with_paper = await found(Finding.UNAVAILABLE, Component("household_book"))
    assert (with_paper["household_book"].fell_back, with_paper["household_book"].waived) == (True, False)
    assert "household_book" not in await found(Finding.UNAVAILABLE)
    assert (await found(Finding.NOT_FOUND, Component("household_book")))["household_book"] == Component(
        "household_book"
    )


def archived(**changes: object) -> ArchivedResult:
    values: dict[str, object] = {
        "holder": HASHES.of_id_number(PERSON.id_number or "")[0],
        "stands_for": "marital_status",
        "code": "H90.01-240102-0001",
        "procedure": "1.004873@1",
        "agency": AgencyCode("H90.01"),
        "reference": "XN-0001",
        "issued_on": date(2024, 1, 2),
        "valid_to": date(2024, 7, 1),
    }
    return ArchivedResult(**(values | changes))  # type: ignore[arg-type] # fields of the result


async def test_an_archived_result_is_reused_while_it_is_valid() -> None:
    """The newest of the holder's own; nobody else's, none that is out of date."""
    results = StoredResults(FakeStore().collection("results"))
    await results.keep(archived())
    await results.keep(archived(code="H90.01-240302-0001", reference="XN-0002", issued_on=date(2024, 3, 2)))
    await results.keep(archived(holder="f" * 32, code="H90.01-240402-0001", reference="XN-0003"))
    stand_ins = StandIns(Sources({"population": Finding.NOT_FOUND}), results, HASHES)
    reused = {each.key: each for each in await stand_ins((), RULES, PERSON, DAY)}
    assert reused["marital_status"].reused == "XN-0002"
    assert await stand_ins((), RULES, PERSON, date(2024, 7, 2)) == ()
    assert await stand_ins((), RULES, Applicant("Không rõ"), DAY) == ()


async def test_the_file_adapter_tells_found_from_missing_from_down(tmp_path: Path) -> None:
    """A line per person by keyed hash; an expired line is none; a broken or absent file is a source that is down."""
    subject = HASHES.of_id_number("012345678901")[0]
    sources = FileSources(tmp_path, HASHES, lambda: datetime.fromisoformat("2024-05-06T01:00:00+00:00"))
    file = tmp_path / "population.jsonl"
    assert await sources.ask("population", "012345678901") is Finding.UNAVAILABLE
    file.write_text(f'{{"subject": "{subject}"}}\n')
    assert await sources.ask("population", "012345678901") is Finding.FOUND
    assert await sources.ask("population", "999999999999") is Finding.NOT_FOUND
    file.write_text(f'{{"subject": "{subject}", "valid_to": "2024-05-05"}}\n\n')
    assert await sources.ask("population", "012345678901") is Finding.NOT_FOUND
    file.write_text("not json at all, but longer than before, so that the change shows")
    assert await sources.ask("population", "012345678901") is Finding.UNAVAILABLE


def _rules() -> LimitRules:
    return LimitRules(asked_for=RULES)


def _filed(components: tuple[Component, ...] | None) -> Dossier:
    given = replace(filing(at("2024-05-06 08:00")), components=components)
    return open_dossier(File(at=given.filed_at, filing=given), _rules()).dossier


def _decide(command: Accept | RequestSupplement | FileSupplement, dossier: Dossier) -> Dossier:
    return decide(command, dossier, _rules()).dossier


def test_reception_tells_what_is_missing_and_goes_on_only_with_a_reason() -> None:
    """The reason stays with each paper that the officer did without."""
    dossier = _filed((Component("form", ComponentForm.COPY),))
    accept = Accept(at=at("2024-05-06 09:00"))
    with pytest.raises(RuleError, match="components_missing") as refused:
        _decide(accept, dossier)
    assert refused.value.fields["components"] == ["household_book", "marital_status"]
    received = _decide(Accept(at=at("2024-05-06 09:00"), waiver="known_in_person"), dossier)
    reasons = {each.key: each.reason for each in received.filing.components or ()}
    assert reasons == {"form": None, "household_book": "known_in_person", "marital_status": "known_in_person"}


def test_a_filing_that_lists_nothing_is_taken_as_complete() -> None:
    """Reports of agencies that keep their own lists go on as before."""
    assert _decide(Accept(at=at("2024-05-06 09:00")), _filed(None)).received_at is not None


def test_papers_that_came_as_a_supplement_are_not_missing_any_more() -> None:
    """Asked for before reception and handed in, in parts or at once."""
    dossier = _filed((Component("form", ComponentForm.COPY),))
    asked = RequestSupplement(at=at("2024-05-06 09:00"), components=("household_book", "marital_status"))
    dossier = _decide(asked, dossier)
    dossier = _decide(FileSupplement(at=at("2024-05-06 10:00"), components=("household_book",)), dossier)
    dossier = _decide(FileSupplement(at=at("2024-05-06 11:00"), components=("marital_status",)), dossier)
    assert _decide(Accept(at=at("2024-05-06 12:00")), dossier).received_at is not None
