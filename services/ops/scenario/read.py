"""Reads a scenario file; every mistake is told with its line and what to do."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final, cast, get_args

from services.contracts.events.inbound import Channel
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, CatalogueError
from services.kernel.catalogue.problem import Problems
from services.kernel.catalogue.read_root import read_root
from services.kernel.catalogue.section import Section
from services.ops.scenario.days import check_model_days
from services.ops.scenario.model import Batch, Later, Model, Scenario, When
from services.ops.scenario.names import Names
from services.ops.scenario.read_beside import read_groups, read_hotlines
from services.ops.scenario.read_rows import read_rows

__all__ = ["OUTCOMES", "find_file", "read_scenario"]

OUTCOMES: Final = ("early", "on_time", "late", "withdrawn", "stopped", "pending", "awaiting_supplement", "refused")
_CHANNELS: Final[tuple[str, ...]] = get_args(Channel)
_LATE: Final = "late_"


def find_file(name: str, folder: Path) -> Path:
    """A path as it is, or the file of that scenario in `folder`; raises FileNotFoundError naming what there is."""
    path = Path(name)
    if path.suffix == ".yaml" and path.exists():
        return path
    found = sorted(folder.glob(f"{name}*.yaml")) if name else []
    if len(found) != 1:
        known = ", ".join(sorted(each.stem for each in folder.glob("s*.yaml")))
        raise FileNotFoundError(f"no scenario {name!r}. Remedy: name a file or one of {known}")
    return found[0]


def read_scenario(path: Path, catalogue: Catalogue) -> Scenario:
    """Raises CatalogueError with every problem found, OSError when the file cannot be read."""
    problems = Problems()
    root = read_root(path.name, path.read_text(encoding="utf-8"), problems, "scenario: and period:")
    scenario = None if root is None else _scenario(root, catalogue)
    problems.raise_if_any()
    if scenario is None:
        raise CatalogueError(problems.found)
    check_model_days(scenario, catalogue)
    return scenario


def _scenario(root: Section, catalogue: Catalogue) -> Scenario:
    names = Names.read(root, catalogue)
    first, last = _period(root)
    variants = tuple(root.texts("variants"))
    scenario = Scenario(
        id=root.text("scenario"),
        title=root.text("title"),
        first=first,
        last=last,
        divisor=root.number("smallest"),
        root=root.agency_code("root", root.text("root")),
        models=tuple(_model(each, names, first, last) for each in root.sections("models")),
        model_days={key: int(value) for key, value in root.labels("model_days").items()},
        variants=variants,
        batches=tuple(_batch(each, names, variants, (first, last)) for each in root.sections("batches")),
        rows=tuple(read_rows(root, names, variants)),
        later=tuple(_later(root.sections("later"))),
        repeated=root.maybe_number("delivered_twice") or 0,
        groups=tuple(read_groups(root, names)),
        hotlines=tuple(read_hotlines(root, names)),
    )
    root.report_unknown_keys()
    return scenario


def _period(root: Section) -> tuple[date, date]:
    section = root.section("period")
    if section is None:
        root.fail("period", "period is missing", "add period: {from: YYYY-MM-DD, to: YYYY-MM-DD}")
        return date.min, date.min
    first, last = section.day("from"), section.day("to")
    if last < first:
        section.fail("to", "the period ends before it begins", "correct one of the days")
    return first, last


def _model(section: Section, names: Names, first: date, last: date) -> Model:
    model = Model(
        id=section.text("id"),
        tag=section.text("tag"),
        agencies=frozenset(names.agencies(section, "agencies")),
        weekdays=frozenset(section.numbers("weekdays")),
        first=section.maybe_day("from") or first,
        last=section.maybe_day("to") or last,
        procedures=frozenset(names.procedures(section, "procedures")),
        fields=frozenset(section.texts("fields")),
        overrides=section.maybe_text("overrides"),
        reception_only=section.flag("reception_only"),
    )
    section.marked("invented")
    section.report_unknown_keys()
    return model


def _batch(section: Section, names: Names, variants: tuple[str, ...], period: tuple[date, date]) -> Batch:
    facts = section.labels("attributes")
    between = section.section("between")
    batch = Batch(
        id=section.text("id"),
        place=section.place,
        procedures=tuple(names.procedures(section, "procedures")),
        agencies=_desks(section, names),
        when=_when(section),
        outcomes=_outcomes(section),
        first=between.day("from") if between else period[0],
        last=between.day("to") if between else period[1],
        channel=cast("Channel", section.choice("channel", _CHANNELS, "direct")),
        assisted=section.flag("assisted"),
        tags=tuple(section.texts("tags")),
        attributes={name: value for name, value in facts.items() if not name.startswith(_LATE)},
        late_attributes={name: value for name, value in facts.items() if name.startswith(_LATE)},
        variant=section.choice("variant", variants) if section.has("variant") else None,
    )
    section.marked("invented")
    section.report_unknown_keys()
    return batch


def _when(section: Section) -> When:
    value = section.choice("when", list(When))
    return When(value) if value in set(When) else When.WORKDAY


def _desks(section: Section, names: Names) -> tuple[AgencyCode, ...]:
    found = tuple(names.agencies(section, "agencies"))
    if not found:
        section.fail("agencies", "no agency receives these dossiers", "name at least one group of agencies")
    return found


def _outcomes(section: Section) -> dict[str, int]:
    """They add up to `count`, which the author writes down to be checked."""
    found = section.section("outcomes")
    outcomes = {} if found is None else {name: found.number(name) for name in found.names()}
    for name in outcomes.keys() - set(OUTCOMES):
        section.fail("outcomes", f"unknown outcome {name!r}", f"use {', '.join(OUTCOMES)}")
    if sum(outcomes.values()) != section.number("count"):
        section.fail("count", f"the outcomes add up to {sum(outcomes.values())}", "correct count or the outcomes")
    return {name: outcomes[name] for name in OUTCOMES if name in outcomes}


def _later(sections: Iterable[Section]) -> Iterable[Later]:
    for section in sections:
        yield Later(section.text("id"), section.text("what"), section.text("why"))
        section.report_unknown_keys()
