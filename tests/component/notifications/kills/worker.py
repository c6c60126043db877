"""Notifications, killed with the answers of the message centre in hand, before any of them is written.

Imports everything once, and then becomes a new service for each line on its standard input: at which answer that one
dies, of those that say that the centre took a message, counted from its start; 0: never. It tells the pid, and later
the code that it ended with. FORGETFUL: the fault that the judge has to see: a message whose sender died is taken for
one that was never sent.
"""

import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from services.notifications import bootstrap
from services.notifications.application import claim_messages
from services.notifications.application.record_outcome import Answer, RecordOutcomes
from services.notifications.bootstrap import sending
from services.notifications.domain.notification import Notification, State
from services.notifications.domain.outcome import Submitted
from services.notifications.entrypoints.kafka import SERVICE
from services.notifications.settings import NotificationsSettings
from services.runtime.process import run

FORGETFUL: Final = "KILLS_FORGETFUL"


class DyingRecord(RecordOutcomes):
    """Has submitted, and commits nothing."""

    left = 0

    async def __call__(self, answers: Sequence[Answer]) -> set[str]:
        taken = sum(isinstance(each.outcome, Submitted) for each in answers)
        DyingRecord.left -= taken
        if DyingRecord.left <= 0 < DyingRecord.left + taken:
            os.kill(os.getpid(), signal.SIGKILL)
        return await super().__call__(answers)


def forget(notification: Notification, now: datetime) -> Notification:
    """As if nothing could have arrived."""
    return replace(notification.moved(State.RETRY_WAIT, now, "sender_lost"), retry_at=now)


def live(die_at: int) -> None:
    DyingRecord.left = die_at
    sending.RecordOutcomes = DyingRecord  # type: ignore[attr-defined]  # the moment of death is put in here
    if os.environ.get(FORGETFUL):
        claim_messages.lose = forget  # type: ignore[attr-defined]  # and here the fault
    run(SERVICE, bootstrap.build, NotificationsSettings)


def main() -> None:
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            # Its log is not for whoever reads what is told here.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            live(int(line))
            os._exit(0)
        tell(pid)
        tell(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
