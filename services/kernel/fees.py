"""What an applicant pays: the lines of the day, with the greatest reduction that is theirs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from services.kernel.catalogue.pack_rules import FeeExemption, FeeReduction
from services.kernel.catalogue.procedure import FeeLine
from services.kernel.money import Vnd, apply_reduction

__all__ = ["FeeDue", "UnknownExemption", "price"]


class UnknownExemption(LookupError):  # noqa: N818 - an answer of the domain, like those of the catalogue
    """Permanent: nobody is exempt for this reason on this day."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"no such exemption from fees: {kind}. Remedy: use one that the day's rules declare")


@dataclass(frozen=True, slots=True)
class FeeDue:
    """`amount` is to be paid of `list_amount`; `reduction` says why they differ: what it cites, or the exemption."""

    kind: str
    name_vi: str
    list_amount: Vnd
    amount: Vnd
    moment: int
    reduction: str | None = None
    name_en: str | None = None


def price(
    lines: Iterable[FeeLine],
    reductions: Iterable[FeeReduction],
    exemptions: Mapping[str, FeeExemption],
    *,
    applicant_kind: str,
    channel: str,
    day: date,
    exemption: str | None = None,
) -> tuple[FeeDue, ...]:
    """The lines valid on `day`; reductions do not add up, the greatest counts. Raises UnknownExemption."""
    offers = [(each.percent, each.cites) for each in reductions if _is_for(each, applicant_kind, channel, day)]
    offers += _exempted(exemptions, exemption, day)
    percent, reason = max(offers, default=(0, ""))
    return tuple(_due(line, percent, reason) for line in lines if line.validity.covers(day))


def _is_for(reduction: FeeReduction, applicant_kind: str, channel: str, day: date) -> bool:
    return (
        reduction.validity.covers(day)
        and reduction.applicant_kind in {None, applicant_kind}
        and reduction.channel in {None, channel}
    )


def _exempted(exemptions: Mapping[str, FeeExemption], kind: str | None, day: date) -> Iterator[tuple[int, str]]:
    if kind is None:
        return
    found = exemptions.get(kind)
    if found is None or not found.validity.covers(day):
        raise UnknownExemption(kind)
    yield found.percent, found.kind


def _due(line: FeeLine, percent: int, reason: str) -> FeeDue:
    amount = apply_reduction(line.amount, percent)
    why = reason if amount != line.amount else None
    return FeeDue(line.kind, line.name_vi, line.amount, amount, line.moment, why, line.name_en)
