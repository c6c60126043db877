"""Rules and stores with one part broken each, to be put in the place of the right ones."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import uuid4

from services.notifications.domain import machine
from services.notifications.domain.machine import Due
from services.notifications.domain.notification import Notification
from services.notifications.domain.outcome import Busy, NoAnswer
from services.runtime.aggregates import Change
from services.runtime.aggregates.documents import Prepared, prepared_of
from services.runtime.store import UpdateDoc

__all__ = ["FAULTS", "QUICK"]

_DUE, _CONCLUDE = machine.due, machine.conclude


def sends_lost_ones_again(*args: Any, **named: Any) -> Due:
    """A sender that was lost counts as one that never sent."""
    due = _DUE(*args, **named)
    return Due.SEND if due is Due.LOST else due


def takes_silence_for_a_no(message: Notification, attempt: int, outcome: Any, *more: Any) -> Notification:
    """Without an answer it was not taken."""
    return _CONCLUDE(message, attempt, Busy("silent") if isinstance(outcome, NoAnswer) else outcome, *more)


def claims_without_a_condition(change: Change, seqs: dict[str, int], entries: list[Any], token: str) -> Prepared:
    """Whoever writes last has it."""
    prepared = prepared_of(change, seqs, entries, token)
    if not isinstance(prepared.op, UpdateDoc):
        return prepared
    return replace(prepared, op=UpdateDoc({"_id": change.id}, prepared.op.update))


def allows_every_step(_: Notification, after: Notification) -> Notification:
    """The last word counts, not the furthest."""
    return after


def names_at_random(*_: str) -> str:
    """An event that comes again makes another message."""
    return str(uuid4())


async def forgets(*_: Any, **__: Any) -> None:
    """Nothing is written."""


def is_never_void(*_: Any) -> None:
    """The dossier is not looked at again."""


FAULTS: Final[Mapping[str, Callable[..., Any]]] = {
    "services.notifications.application.claim_messages.due": sends_lost_ones_again,
    "services.notifications.application.record_outcome.conclude": takes_silence_for_a_no,
    "services.runtime.aggregates.aggregate_store.prepared_of": claims_without_a_condition,
    "services.notifications.domain.machine._allowed": allows_every_step,
    "services.notifications.application.accept_events.notification_id": names_at_random,
    "services.notifications.adapters.pending.StoredPending.add": forgets,
    "services.notifications.adapters.receipts.parked.StoredParkedReceipts.park": forgets,
    "services.runtime.timers.alarms.StoredAlarms.set_many": forgets,
    "services.notifications.application.sending.look_again.why_void": is_never_void,
    "services.notifications.application.recipients.courtesy.Courtesy.hold": is_never_void,
}
"""What stands in for which name."""

QUICK: Final = (takes_silence_for_a_no, claims_without_a_condition)
"""Those that are looked for each time; the others with `make prove-messages`."""
