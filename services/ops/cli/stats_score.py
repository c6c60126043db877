"""`lienthong stats score`: the index of Decision 766, with a file of what only others know."""

from pathlib import Path
from typing import Annotated

import typer

from services.ops.cli.stats_asking import Language, given_of, unreadable
from services.ops.cli.stats_papers import print_given

__all__ = ["score"]

_WRONG = 2


def score(
    figures: Annotated[Path, typer.Argument(metavar="FIGURES.yaml", help="outside: {QUANTITY: NUMBER, ...}")],
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help="First day")],
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM-DD", help="Last day, included")],
    province: Annotated[list[str] | None, typer.Option(help="Repeat it to score several together")] = None,
    kind: Annotated[str | None, typer.Option("--format", help="json, csv, xlsx or html")] = None,
    language: Language = "vi",
    out: Annotated[Path | None, typer.Option("--out", help="File to write; standard output if absent")] = None,
) -> None:
    """Score the index of Decision 766; indicators that need figures which are not in the file are not scored."""
    outside = [("outside", f"{name}={number}") for name, number in _read(figures).items()]
    provinces = [("province", code) for code in province or ()]
    print_given("decision766", [*given_of(first, last, None), *provinces, *outside], kind, language, out)


def _read(figures: Path) -> dict[str, int]:
    """Return the figures by quantity; exits with every mistake, its line and remedy."""
    from services.kernel.catalogue import CatalogueError  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.kernel.catalogue.problem import Problems  # noqa: PLC0415 see above
    from services.kernel.catalogue.read_root import read_root  # noqa: PLC0415 see above

    problems, found = Problems(), dict[str, int]()
    try:
        root = read_root(figures.name, figures.read_text(encoding="utf-8"), problems, "outside:")
        section = None if root is None else root.section("outside")
        if section is not None:
            found = {name: section.number(name) for name in section.names()}
        if root is not None:
            root.report_unknown_keys()
        problems.raise_if_any()
    except (OSError, UnicodeDecodeError) as error:
        unreadable(figures, error)
    except CatalogueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_WRONG) from None
    return found
