"""Asks data sources and the archive of results what a citizen need not hand in (articles 003 and 004)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from services.intake.application.components.ports import DataSources, Finding, Results
from services.intake.application.dossiers.applicant import Applicant
from services.intake.application.privacy.ports import LookUpHashes
from services.intake.domain.components import Component
from services.kernel.catalogue import ComponentRule

__all__ = ["StandIns"]


class StandIns:
    """A source that answers waives its paper, one that cannot be asked lets the paper stand and is named beside it."""

    def __init__(self, sources: DataSources, results: Results, hashes: LookUpHashes) -> None:
        self._sources = sources
        self._results = results
        self._hashes = hashes

    async def __call__(
        self,
        handed_in: tuple[Component, ...],
        rules: Iterable[ComponentRule],
        applicant: Applicant | None,
        day: date,
    ) -> tuple[Component, ...]:
        """The components with what was found; without an identity number nobody is asked. Raises TransientError."""
        if applicant is None or applicant.id_number is None:
            return handed_in
        given = {component.key: component for component in handed_in}
        for rule in rules:
            found = await self._found(rule, given.get(rule.key), applicant.id_number, day)
            if found is not None:
                given[rule.key] = found
        return tuple(given.values())

    async def _found(self, rule: ComponentRule, given: Component | None, id_number: str, day: date) -> Component | None:
        if rule.source is not None:
            finding = await self._sources.ask(rule.source, id_number)
            if finding is Finding.FOUND:
                return Component(rule.key, copies=0, source=rule.source, waived=True)
            if finding is Finding.UNAVAILABLE and given is not None:
                given = replace(given, source=rule.source, fell_back=True)
        if rule.reusable and given is None:
            result = await self._results.valid(self._hashes.of_id_number(id_number), rule.key, day)
            return Component(rule.key, copies=0, reused=result.reference, file=result.file) if result else None
        return given
