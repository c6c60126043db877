"""Reads what others publish about agencies; year and source are never left out."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from services.kernel.catalogue.benchmark import Benchmark, BenchmarkKind, ChangeUnit, Rank
from services.kernel.catalogue.read_agencies import Agencies
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.vocabulary import Vocabulary

__all__ = ["read_benchmarks"]

_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_YEAR: Final = re.compile(r"(19|20)\d\d")


def read_benchmarks(sections: Iterable[Section], words: Vocabulary, agencies: Agencies) -> tuple[Benchmark, ...]:
    taken: set[str] = set()
    found = []
    for section in sections:
        benchmark = _read_benchmark(section, words, agencies)
        if benchmark.id in taken:
            section.fail("id", f"benchmark {benchmark.id!r} is declared twice", "give each an id of its own")
        taken.add(benchmark.id)
        found.append(benchmark)
    return tuple(found)


def _read_benchmark(section: Section, words: Vocabulary, agencies: Agencies) -> Benchmark:
    benchmark = Benchmark(
        id=section.text("id"),
        index=section.choice("index", words.indices),
        year=_year(section),
        kind=section.word("kind", BenchmarkKind, BenchmarkKind.PUBLISHED),
        source_vi=section.text("source_vi"),
        source_en=section.text("source_en"),
        agency=agencies.known(section, "agency", section.text("agency")) if section.has("agency") else None,
        rank=_rank(section),
        value=_number(section, "value_percent"),
        change=_number(section, "change"),
        change_unit=section.word("change_unit", ChangeUnit, ChangeUnit.UNCLEAR),
        note=section.maybe_text("note") or "",
        unverified=tuple(section.texts("unverified")),
    )
    if benchmark.rank is None and benchmark.value is None:
        section.fail("id", "the benchmark has neither rank nor value", "add rank and of, or value_percent")
    section.report_unknown_keys()
    return benchmark


def _year(section: Section) -> int:
    text = section.text("year")
    if _YEAR.fullmatch(text):
        return int(text)
    section.fail("year", f"{text!r} is no year", "write four digits; mark it in unverified if the source has none")
    return 0


def _rank(section: Section) -> Rank | None:
    if not section.has("rank"):
        return None
    rank = Rank(section.number("rank"), section.number("of"), _moved(section))
    if not 1 <= rank.place <= rank.of:
        section.fail("rank", f"rank {rank.place} of {rank.of}", "write the place first, then how many were ranked")
    elif rank.before is not None and not 1 <= rank.before <= rank.of:
        section.fail("up", f"the year before it was {rank.before} of {rank.of}", "up is a number of places won")
    return rank


def _moved(section: Section) -> int | None:
    up, down = section.maybe_number("up"), section.maybe_number("down")
    if up is not None and down is not None:
        section.fail("down", "the rank goes both up and down", "keep one of them")
    return up if down is None else -down


def _number(section: Section, key: str) -> Decimal | None:
    text = section.maybe_text(key)
    if text is None:
        return None
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    section.fail(key, f"{text!r} is no number", "write digits with a dot for decimals, in quotes")
    return None
