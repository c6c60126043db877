"""What others publish about agencies, to be shown beside the statistics and never counted in them."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Agency, Benchmark, Catalogue, Rank
from services.stats.domain.scope import is_asked

__all__ = ["find_benchmarks", "present_benchmark"]


def find_benchmarks(
    benchmarks: Iterable[Benchmark],
    agencies: frozenset[str] | None = None,
    indices: frozenset[str] | None = None,
    years: frozenset[int] | None = None,
) -> list[Benchmark]:
    """Return those of these agencies and below, and of the whole country; by index, year and agency."""
    found = (
        each
        for each in benchmarks
        if _is_about(each, agencies)
        and (indices is None or each.index in indices)
        and (years is None or each.year in years)
    )
    return sorted(found, key=lambda each: (each.index, each.year, each.agency or "", each.id))


def present_benchmark(benchmark: Benchmark, catalogue: Catalogue) -> dict[str, Any]:
    """Return it as plain values for JSON; decimals are text."""
    change = benchmark.change
    return {
        "id": benchmark.id,
        "kind": benchmark.kind.value,
        "index": {"code": benchmark.index, "name_vi": catalogue.words.indices[benchmark.index]},
        "agency": _agency(benchmark.agency, catalogue.agencies),
        "year": benchmark.year,
        "rank": _rank(benchmark.rank),
        "value": None if benchmark.value is None else {"value": str(benchmark.value), "unit": "percent"},
        "change": None if change is None else {"value": str(change), "unit": benchmark.change_unit.value},
        "source": {"vi": benchmark.source_vi, "en": benchmark.source_en},
        "note": benchmark.note,
        "unverified": list(benchmark.unverified),
    }


def _is_about(benchmark: Benchmark, agencies: frozenset[str] | None) -> bool:
    return benchmark.agency is None or is_asked(agencies, benchmark.agency)


def _agency(code: AgencyCode | None, agencies: Mapping[AgencyCode, Agency]) -> dict[str, str] | None:
    return None if code is None else {"code": code, "name": agencies[code].name}


def _rank(rank: Rank | None) -> dict[str, int | None] | None:
    """The year before is derived: up means a lower number."""
    if rank is None:
        return None
    return {"place": rank.place, "of": rank.of, "up": rank.up, "year_before": rank.before}
