"""`lienthong stats benchmarks`: ranks, shares and targets that others publish, with year and source."""

from typing import TYPE_CHECKING, Annotated

import typer

from services.ops.cli.catalogue_folder import DEFAULT_FOLDER, Folder, read_folder

if TYPE_CHECKING:
    from services.kernel.catalogue import Benchmark

_UNITS = {"percent": "%", "percentage_point": "percentage points", "unclear": "(% or points: not said)"}

Values = Annotated[list[str] | None, typer.Option(help="Repeat it for any of several")]


def benchmarks(
    folder: Folder = DEFAULT_FOLDER,
    agency: Values = None,
    index: Values = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As GET /v1/benchmarks answers")] = False,
) -> None:
    """List them by index and year; a rank that went up has a lower number than the year before."""
    from services.stats.application.benchmarks import find_benchmarks  # noqa: PLC0415 keeps `lienthong --help` fast

    catalogue = read_folder(folder)
    found = find_benchmarks(catalogue.benchmarks, _any_of(agency), _any_of(index))
    if as_json:
        import orjson  # noqa: PLC0415 see above

        from services.stats.application.benchmarks import present_benchmark  # noqa: PLC0415 see above

        shown = {"benchmarks": [present_benchmark(each, catalogue) for each in found]}
        typer.echo(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode())
    else:
        _print(found)


def _any_of(values: list[str] | None) -> frozenset[str] | None:
    return frozenset(values) if values else None


def _print(found: "list[Benchmark]") -> None:
    from rich import box  # noqa: PLC0415 see benchmarks
    from rich.table import Table  # noqa: PLC0415 see benchmarks

    from services.ops.wide import wide_console  # noqa: PLC0415 see benchmarks

    table = Table("index", "year", "of", "kind", "figure", "change", "source", "not verified", box=box.SIMPLE_HEAD)
    for each in found:
        table.add_row(
            each.index,
            str(each.year),
            each.agency or "whole country",
            each.kind.value,
            _figure(each),
            f"{each.change:+} {_UNITS[each.change_unit.value]}" if each.change is not None else "",
            each.source_en,
            ", ".join(each.unverified),
        )
    wide_console().print(table)


def _figure(benchmark: "Benchmark") -> str:
    rank = benchmark.rank
    if rank is None:
        return f"{benchmark.value} %"
    return f"{rank.place}/{rank.of}" + (f", {rank.before} the year before" if rank.before is not None else "")
