"""docs/coverage.md: which row of the articles lives where, and which test shows it.

Made from docs/coverage/*.yaml by `python -m tests.contract.coverage_rows`; `rows.yaml` lists what was asked for, every
other file what a part of the project delivers.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

PROJECT: Final = Path(__file__).parents[2]
TABLE: Final = PROJECT / "docs" / "coverage.md"
_FOLDER: Final = PROJECT / "docs" / "coverage"
_ASKED: Final = "rows.yaml"


@dataclass(frozen=True)
class Row:
    """What was asked for; `services` are those that share it."""

    id: str
    services: tuple[str, ...]
    what: str


@dataclass(frozen=True)
class Delivery:
    """`where` lives what the row asks for, `test` is the pytest node that shows it."""

    id: str
    where: str
    test: str
    note: str = ""


def rows() -> list[Row]:
    asked = _read(_FOLDER / _ASKED)["rows"]
    return [Row(row["id"], tuple(row["services"]), row["what"]) for row in asked]


def deliveries() -> dict[str, list[Delivery]]:
    """By row, in the order of the files."""
    found: defaultdict[str, list[Delivery]] = defaultdict(list)
    for path in sorted(_FOLDER.glob("*.yaml")):
        if path.name != _ASKED:
            for entry in _entries(path):
                found[entry.id].append(entry)
    return dict(found)


def missing_test(delivery: Delivery) -> str | None:
    """What is wrong with the test that a delivery names, None when it exists."""
    name, _, function = delivery.test.partition("::")
    path = PROJECT / name
    if not path.is_file():
        return f"{delivery.id}: no file {name}"
    if function.partition("[")[0] not in _functions(path):
        return f"{delivery.id}: no test {delivery.test}"
    return None


def missing_place(delivery: Delivery) -> str | None:
    """What is wrong with the place that a delivery names, None when it exists."""
    places = [place.strip() for place in delivery.where.split(",")]
    absent = [place for place in places if not (PROJECT / place.partition("::")[0]).exists()]
    return f"{delivery.id}: no {', '.join(absent)}" if absent else None


def table() -> str:
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# What the articles ask, where it lives, and what shows it"
    yield ""
    yield "Made by `python -m tests.contract.coverage_rows` from `docs/coverage/*.yaml`; a test keeps it true."
    yield ""
    yield "| Row | Asked for | Lives in | Shown by |"
    yield "|---|---|---|---|"
    given = deliveries()
    for row in rows():
        here = given.get(row.id, [])
        places = "<br>".join(dict.fromkeys(f"`{each.where}`" for each in here))
        tests = "<br>".join(dict.fromkeys(f"`{each.test}`" for each in here))
        yield f"| {row.id} | {row.what} | {places or 'missing'} | {tests or 'missing'} |"


def _entries(path: Path) -> list[Delivery]:
    return [Delivery(**{key: str(value) for key, value in entry.items()}) for entry in _read(path)]


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    # A Hypothesis state machine becomes a test by assignment.
    assigned = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return plain | assigned


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
