"""The change log that departments watch (article 000): what begins and ends in the catalogue, what agencies propose.

The catalogue is dated, so the log of any period is read from it as it is now; what an edit changed in place is told by
`lienthong catalogue diff` of two versions.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.kernel.catalogue.period import Period
from services.kernel.catalogue.procedure import Procedure
from services.stats.domain.scope import covers

__all__ = ["Dated", "Kind", "dated_changes"]

_DAY: Final = timedelta(days=1)


class Kind(StrEnum):
    """What happens on the day."""

    BEGINS = "begins"
    ENDS = "ends"
    REPLACES = "replaces"
    LEVEL = "level"
    FEE_BEGINS = "fee_begins"
    FEE_ENDS = "fee_ends"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Dated:
    """`subject` is what it happens to, `procedure` its reference if it is one; what ends does so the day before `day`.

    `agency` is where, None everywhere; `detail` is a code or words of the catalogue: a former version, a level.
    """

    day: date
    subject: str
    kind: Kind
    detail: str = ""
    agency: str | None = None
    procedure: str | None = None
    field: str | None = None

    @property
    def key(self) -> str:
        return "|".join((self.day.isoformat(), self.subject, self.kind, self.detail, self.agency or ""))


def dated_changes(
    catalogue: Catalogue, agencies: Collection[str] | None, fields: Collection[str] | None, first: date, last: date
) -> tuple[Dated, ...]:
    """Return the changes of a period, both days included, that concern these agencies; in the order of days.

    What holds everywhere, above or below one of them concerns it. With `fields`, only procedures of these.
    """
    found = [*_procedures(catalogue)]
    if fields is None:
        found += [*_rules(catalogue), *_agencies(catalogue)]
    return tuple(
        sorted(
            {each for each in found if first <= each.day <= last and _asked(each, agencies, fields)},
            key=lambda each: each.key,
        )
    )


def _asked(change: Dated, agencies: Collection[str] | None, fields: Collection[str] | None) -> bool:
    if fields is not None and change.field not in fields:
        return False
    if agencies is None or change.agency is None:
        return True
    return covers(agencies, change.agency) or any(covers([change.agency], agency) for agency in agencies)


def _procedures(catalogue: Catalogue) -> Iterator[Dated]:
    for versions in catalogue.versions.values():
        for number, procedure in enumerate(versions):
            former = versions[number - 1].ref if number else ""
            for day, kind in _ends_of(procedure.validity):
                replaces = kind is Kind.BEGINS and former
                yield _about(procedure, day, Kind.REPLACES if replaces else kind, former if replaces else "")
            yield from _parts(procedure)


def _parts(procedure: Procedure) -> Iterator[Dated]:
    for span in procedure.online_levels:
        if span.validity.first > date.min:
            yield _about(procedure, span.validity.first, Kind.LEVEL, span.level)
    for fee in procedure.fees:
        for day, kind in _ends_of(fee.validity):
            yield _about(procedure, day, Kind.FEE_BEGINS if kind is Kind.BEGINS else Kind.FEE_ENDS, str(fee.amount))
    for proposal in procedure.profile.proposals:
        detail = f"{proposal.kind.value} ({proposal.state.value})"
        yield _about(procedure, proposal.made_on, Kind.PROPOSED, detail, proposal.agency)


def _about(procedure: Procedure, day: date, kind: Kind, detail: str = "", agency: AgencyCode | None = None) -> Dated:
    return Dated(day, procedure.ref, kind, detail, agency, procedure.ref, procedure.field)


def _rules(catalogue: Catalogue) -> Iterator[Dated]:
    for pack in catalogue.packs:
        yield from (Dated(day, pack.id, kind, ", ".join(pack.acts)) for day, kind in _ends_of(pack.validity))
    for override in catalogue.rule_book.overrides:
        changed = ", ".join(sorted(override.changes))
        for day, kind in _ends_of(override.validity):
            yield Dated(day, override.plan, kind, changed, override.agency)
    for plan in catalogue.service_models.plans.values():
        tags = ", ".join(sorted(plan.tags))
        yield from (Dated(day, plan.number, kind, tags, plan.agency) for day, kind in _ends_of(plan.validity))


def _agencies(catalogue: Catalogue) -> Iterator[Dated]:
    for code, agency in catalogue.agencies.items():
        for day, kind in _ends_of(agency.validity):
            yield Dated(day, code, kind, ", ".join(agency.successor_of) if kind is Kind.BEGINS else "", code)


def _ends_of(validity: Period) -> Iterator[tuple[date, Kind]]:
    """Yield the first day it holds on, and the first on which it does not any more."""
    if validity.first > date.min:
        yield validity.first, Kind.BEGINS
    if validity.last is not None:
        yield validity.last + _DAY, Kind.ENDS
