"""Changes a record that exists: reread and decided again whenever somebody else was quicker."""

from collections.abc import Callable
from typing import Final, TypeVar

from services.intake.application.activity.ports import Kept, Records, Step
from services.intake.application.refusals import as_permanent
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.failures import PermanentError

__all__ = ["change_record"]

R = TypeVar("R")
_ATTEMPTS: Final = 8


async def change_record(
    records: Records[R], id_: str, missing: str, decide: Callable[[Kept[R]], Step[R] | None]
) -> Kept[R]:
    """The record after the change; `decide` gives None when there is nothing to do, or raises what it refuses.

    Raises PermanentError(`missing` | concurrent_change).
    """
    for _ in range(_ATTEMPTS):
        kept = await records.load(id_)
        if kept is None:
            raise PermanentError(missing, record=id_)
        with as_permanent():
            step = decide(kept)
        if step is None:
            return kept
        if await records.commit(step) is CommitOutcome.COMMITTED:
            return step.kept
    raise PermanentError("concurrent_change", code=id_)
