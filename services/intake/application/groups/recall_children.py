"""Ends the children of a parent that was withdrawn or stopped; those that are done stay done."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from services.intake.application.dossiers.fold import Step, Task, fold
from services.intake.application.dossiers.lifecycle import lifecycle_events
from services.intake.application.dossiers.ports import Dossiers, Kept
from services.intake.application.refusals import as_permanent
from services.intake.domain.commands import Recall
from services.intake.domain.decide import decide
from services.intake.domain.dossier import Dossier
from services.intake.domain.rules import Rules
from services.intake.domain.withdrawal import WITHDRAWN

__all__ = ["RecallChildren"]


class RecallChildren:
    """Whoever does it again finds them ended."""

    def __init__(self, dossiers: Dossiers, rules: Rules) -> None:
        self._dossiers = dossiers
        self._rules = rules

    async def __call__(self, parent: Dossier, children: Iterable[str], at: datetime, cause: str) -> None:
        """Raises PermanentError and TransientError."""
        command = Recall(at=at, caused_by=cause, reason=_reason(parent))
        tasks = [Task(index, code, partial(self._end, command)) for index, code in enumerate(children)]
        folded = await fold(self._dossiers, tasks)
        for error in (*folded.deferred.values(), *folded.rejected.values()):
            raise error

    def _end(self, command: Recall, kept: Kept | None, _: Mapping[str, int]) -> Step:
        if kept is None:
            return Step()
        with as_permanent():
            decision = decide(command, kept.dossier, self._rules)
        if not decision.events:
            return Step()
        return Step(replace(kept, dossier=decision.dossier), lifecycle_events(decision.events, None))


def _reason(parent: Dossier) -> str:
    return parent.stop_notice.reason if parent.stop_notice else WITHDRAWN
