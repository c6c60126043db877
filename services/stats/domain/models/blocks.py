"""Which service models a report shows: one block per tag and plan, with every procedure that the plan names.

A local plan under the plan of its province is no block of its own: what it adds is told apart inside the province's.
Procedures of a plan are shown even if nobody came, since that is what the report is for.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from services.kernel.agency_code import is_within
from services.kernel.catalogue.period import Period
from services.kernel.catalogue.service_model import CalendarRule, Plan, ServiceModels
from services.stats.domain.scope import covers

__all__ = ["Block", "blocks_of"]


@dataclass(frozen=True, slots=True)
class Block:
    """`tag` at `places` and all below them, from `first` to `last`, both included.

    `plan` is its number, None for rules that cite no plan. `own` are the codes that the plan (or the rules without
    one) names; `named` are the agencies that rules of the tag name there: a list that stays open.
    """

    tag: str
    plan: str | None
    places: tuple[str, ...]
    first: date
    last: date
    own: tuple[str, ...]
    named: tuple[str, ...]

    @property
    def key(self) -> str:
        return "|".join((self.tag, self.plan or "", ",".join(self.places), self.first.isoformat()))


def blocks_of(models: ServiceModels, scope: Collection[str] | None, first: date, last: date) -> tuple[Block, ...]:
    """Return the blocks of a period at these agencies and below (None: everywhere), in the order of tag and day."""
    scope = None if scope is None else _topmost(scope)
    planned = list(_planned(models, scope, first, last))
    free = list(_unplanned(models, scope, first, last, planned))
    return tuple(sorted([*planned, *free], key=lambda block: (block.tag, block.first, block.places)))


def _planned(models: ServiceModels, scope: Collection[str] | None, first: date, last: date) -> Iterator[Block]:
    for plan in models.plans.values():
        part, places = _overlap(plan.validity, first, last), _inside([plan.agency], scope)
        if part is None or not places:
            continue
        for tag in sorted(plan.tags):
            if not any(_leads(other, plan, tag) for other in models.plans.values()):
                cited = (rule for rule in models.rules if (rule.plan, rule.tag) == (plan.number, tag))
                own = plan.procedures or {code for rule in cited for code in rule.procedures}
                named = _named(models.rules, tag, places, part)
                yield Block(tag, plan.number, places, *part, tuple(sorted(own)), named)


def _leads(other: Plan, plan: Plan, tag: str) -> bool:
    above = other.agency != plan.agency and is_within(plan.agency, other.agency)
    return above and tag in other.tags and other.validity.overlaps(plan.validity)


def _unplanned(
    models: ServiceModels, scope: Collection[str] | None, first: date, last: date, planned: Collection[Block]
) -> Iterator[Block]:
    """Rules without a plan where none holds: one block per tag and province."""
    found: dict[tuple[str, str], list[CalendarRule]] = {}
    for rule in models.rules:
        if rule.plan is None and _overlap(rule.validity, first, last):
            for province in sorted({code.partition(".")[0] for code in rule.agencies}):
                found.setdefault((rule.tag, province), []).append(rule)
    for (tag, province), rules in sorted(found.items()):
        held = [place for block in planned if block.tag == tag for place in block.places]
        agencies = [code for rule in rules for code in rule.agencies if covers([province], code)]
        places = _inside(_topmost(code for code in agencies if not covers(held, code)), scope)
        if places:
            own = {code for rule in rules for code in rule.procedures}
            yield Block(tag, None, places, first, last, tuple(sorted(own)), _named(rules, tag, places, (first, last)))


def _named(
    rules: Iterable[CalendarRule], tag: str, places: Collection[str], days: tuple[date, date]
) -> tuple[str, ...]:
    valid = (rule for rule in rules if rule.tag == tag and _overlap(rule.validity, *days))
    return _inside([code for rule in valid for code in rule.agencies], places)


def _inside(agencies: Iterable[str], scope: Collection[str] | None) -> tuple[str, ...]:
    """Return the parts of these agencies that lie in the scope: the agency, or what of the scope lies below it."""
    if scope is None:
        return tuple(sorted(set(agencies)))
    found: set[str] = set()
    for agency in agencies:
        found |= {agency} if covers(scope, agency) else {place for place in scope if covers([agency], place)}
    return tuple(sorted(found))


def _topmost(agencies: Iterable[str]) -> list[str]:
    every = set(agencies)
    return [code for code in sorted(every) if not covers(every - {code}, code)]


def _overlap(validity: Period, first: date, last: date) -> tuple[date, date] | None:
    begins, ends = max(validity.first, first), last if validity.last is None else min(validity.last, last)
    return (begins, ends) if begins <= ends else None
