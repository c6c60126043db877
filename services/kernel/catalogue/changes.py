"""What differs between two versions of the catalogue: the change log that departments watch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from services.kernel.catalogue.catalogue import Catalogue
from services.kernel.working_time import WorkingCalendar

__all__ = ["Change", "ChangeKind", "changes"]


_MANY = 50
"""A longer tuple is told by its length: nobody reads the opening hours of ten years."""


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """`subject` such as `procedure 1.011441@1`; `field` with texts of both values when the kind is changed."""

    subject: str
    kind: ChangeKind
    field: str = ""
    old: str = ""
    new: str = ""


def changes(old: Catalogue, new: Catalogue) -> tuple[Change, ...]:
    """In the order of their subjects."""
    before, after = _subjects(old), _subjects(new)
    added = (Change(name, ChangeKind.ADDED) for name in after.keys() - before.keys())
    removed = (Change(name, ChangeKind.REMOVED) for name in before.keys() - after.keys())
    changed = (change for name in before.keys() & after.keys() for change in _changed(name, before[name], after[name]))
    return tuple(sorted([*added, *removed, *changed]))


def _subjects(catalogue: Catalogue) -> Mapping[str, Any]:
    models = catalogue.service_models
    found: dict[str, Any] = {f"agency {code}": agency for code, agency in catalogue.agencies.items()}
    found |= {f"procedure {ref}": procedure for ref, procedure in catalogue.procedures.items()}
    found |= {
        f"procedure {ref} at {code}": each for ref, local in catalogue.local.items() for code, each in local.items()
    }
    found |= {f"pack {pack.id}": pack for pack in catalogue.packs}
    found |= {f"override {each.plan} at {each.agency or 'all'}": each for each in catalogue.rule_book.overrides}
    found |= {f"plan {number}": plan for number, plan in models.plans.items()}
    found |= {f"rule {rule.key}": rule for rule in models.rules}
    found |= {f"system {system.id}": system for system in catalogue.systems}
    found |= {f"benchmark {each.id}": each for each in catalogue.benchmarks}
    found |= {f"calendar {key}": _hours(calendar) for key, calendar in catalogue.calendars.items()}
    return found | {f"publication {number}": each for number, each in enumerate(catalogue.publications, 1)}


def _variants(catalogue: Catalogue) -> Mapping[str, Any]:
    return {
        f"procedure {ref} at {code}": variant
        for ref, local in catalogue.local.items()
        for code, variant in local.items()
    }


def _hours(calendar: WorkingCalendar) -> Mapping[str, Any]:
    """Calendars themselves compare by identity."""
    spans = zip(calendar.opens, calendar.closes, strict=True)
    return {"years": f"{calendar.first_year}-{calendar.last_year}", "windows": tuple(spans)}


def _changed(name: str, old: Any, new: Any) -> Iterator[Change]:
    mine, theirs = _parts(old), _parts(new)
    for field in sorted(mine.keys() | theirs.keys()):
        if mine.get(field) != theirs.get(field):
            yield Change(name, ChangeKind.CHANGED, field, _text(mine.get(field)), _text(theirs.get(field)))


def _parts(value: Any) -> Mapping[str, Any]:
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return dict(value)


def _text(value: Any) -> str:
    if isinstance(value, tuple) and len(value) > _MANY:
        return f"{len(value)} entries"
    if isinstance(value, frozenset):
        return ", ".join(sorted(str(each) for each in value))
    return str(value)
