"""What a desk offers for one procedure today: papers to ask for, service models that may hold, fees."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Case, Procedure
from services.kernel.catalogue.service_model.rule import Effect
from services.kernel.fees import FeeDue, price
from services.kernel.times import Clock, local_day

__all__ = ["Offer", "Offers"]

_CLAIMED = frozenset({Effect.SAME_DAY, Effect.UNTIL_DONE})
"""Models that a desk claims; the others follow from the hour, or from a draft that was read back."""


@dataclass(frozen=True, slots=True)
class Offer:
    """`case` is None when the procedure lists no papers; `tags` are (tag, label) that today's rules may grant.

    `fees` are those of an individual at the desk; `fees_online` the same online.
    """

    procedure: Procedure
    case: Case | None
    tags: tuple[tuple[str, str], ...]
    fees: tuple[FeeDue, ...]
    fees_online: tuple[FeeDue, ...]


class Offers:
    """Asks the catalogue, as of today."""

    def __init__(self, terms: Terms, clock: Clock) -> None:
        self._terms = terms
        self._clock = clock

    def procedures(self, language: str) -> dict[str, list[Procedure]]:
        """In force today, by the label of their field, by name."""
        day = local_day(self._clock())
        catalogue = self._terms.catalogue
        current = [each for each in catalogue.procedures.values() if each.validity.covers(day)]
        by_field: dict[str, list[Procedure]] = {}
        for each in sorted(current, key=lambda one: one.name_en if language == "en" else one.name_vi):
            by_field.setdefault(catalogue.words.fields.get(each.field, each.field), []).append(each)
        return dict(sorted(by_field.items()))

    def of(self, procedure_code: str, case: str, agency: AgencyCode) -> Offer:
        """Raises PermanentError(procedure_unknown). A case that there is not becomes the first one."""
        day = local_day(self._clock())
        with as_permanent():
            procedure = self._terms.procedure(procedure_code, agency, day)
            rules = self._terms.rules(day, agency)
        chosen = procedure.cases.get(case) or next(iter(procedure.cases.values()), None)
        direct, online = (
            price(
                procedure.fees,
                rules.fee_reductions,
                rules.fee_exemptions,
                applicant_kind="individual",
                channel=channel,
                day=day,
            )
            for channel in ("direct", "online")
        )
        return Offer(procedure, chosen, tuple(self._tags(procedure, agency)), direct, online)

    def _tags(self, procedure: Procedure, agency: AgencyCode) -> Iterator[tuple[str, str]]:
        day = local_day(self._clock())
        labels = self._terms.pack(day).tags
        rules = self._terms.catalogue.service_models.rules_for(agency, day)
        fitting = (
            rule.tag
            for rule in rules
            if rule.effect in _CLAIMED
            and rule.takes(procedure.code, procedure.field)
            and (not rule.weekdays or day.isoweekday() in rule.weekdays)
        )
        for tag in dict.fromkeys(fitting):
            yield tag, labels.get(tag, tag)
