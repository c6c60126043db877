"""The national status codes of a dossier, their transitions, and how a finished one is judged."""

from datetime import datetime, tzinfo
from enum import IntEnum, StrEnum

from services.kernel.times import VIETNAM, require_utc

__all__ = ["NEXT", "Outcome", "Status", "outcome_of"]


class Status(IntEnum):
    """Codes agree across the public systems; finer local states map many-to-one to these."""

    NEWLY_FILED = 1
    RECEIVED = 2
    REFUSED = 3
    IN_PROCESS = 4
    SUPPLEMENT_REQUESTED = 5
    PAYMENT_REQUESTED = 6
    WITHDRAWAL_REQUESTED = 7
    STOPPED = 8
    FINISHED = 9
    RETURNED = 10

    @property
    def vi(self) -> str:
        """The wording citizens see."""
        return _VIETNAMESE[self]

    @property
    def is_final(self) -> bool:
        return not NEXT[self]

    def may_become(self, following: "Status", *, came_from: "Status | None" = None) -> bool:
        """Whether the table allows it; a withdrawal that is taken back returns to where it came from only."""
        if following not in NEXT[self]:
            return False
        taken_back = self is Status.WITHDRAWAL_REQUESTED and following is not Status.STOPPED
        return not taken_back or following is came_from


_VIETNAMESE = {
    Status.NEWLY_FILED: "Mới đăng ký",
    Status.RECEIVED: "Được tiếp nhận",
    Status.REFUSED: "Không được tiếp nhận",
    Status.IN_PROCESS: "Đang xử lý",
    Status.SUPPLEMENT_REQUESTED: "Yêu cầu bổ sung giấy tờ",
    Status.PAYMENT_REQUESTED: "Yêu cầu thực hiện nghĩa vụ tài chính",
    Status.WITHDRAWAL_REQUESTED: "Công dân yêu cầu rút hồ sơ",
    Status.STOPPED: "Dừng xử lý",
    Status.FINISHED: "Đã xử lý xong",
    Status.RETURNED: "Đã trả kết quả",
}

NEXT: dict[Status, frozenset[Status]] = {
    Status.NEWLY_FILED: frozenset(
        {Status.RECEIVED, Status.REFUSED, Status.SUPPLEMENT_REQUESTED, Status.WITHDRAWAL_REQUESTED}
    ),
    Status.RECEIVED: frozenset({Status.IN_PROCESS}),
    Status.REFUSED: frozenset(),
    Status.IN_PROCESS: frozenset(
        {
            Status.SUPPLEMENT_REQUESTED,
            Status.PAYMENT_REQUESTED,
            Status.WITHDRAWAL_REQUESTED,
            Status.STOPPED,
            Status.FINISHED,
        }
    ),
    # back to newly filed when it was asked for before reception
    Status.SUPPLEMENT_REQUESTED: frozenset(
        {Status.NEWLY_FILED, Status.IN_PROCESS, Status.WITHDRAWAL_REQUESTED, Status.STOPPED}
    ),
    Status.PAYMENT_REQUESTED: frozenset({Status.IN_PROCESS, Status.WITHDRAWAL_REQUESTED, Status.STOPPED}),
    Status.WITHDRAWAL_REQUESTED: frozenset(
        {
            Status.STOPPED,
            Status.NEWLY_FILED,
            Status.IN_PROCESS,
            Status.SUPPLEMENT_REQUESTED,
            Status.PAYMENT_REQUESTED,
        }
    ),
    Status.STOPPED: frozenset(),
    Status.FINISHED: frozenset({Status.RETURNED}),
    Status.RETURNED: frozenset(),
}


class Outcome(StrEnum):
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    REFUSED = "refused"


def outcome_of(finished_at: datetime, due_at: datetime, zone: tzinfo = VIETNAM) -> Outcome:
    """By calendar day, as report form 06 counts: finished on the due day is on time at any hour of it."""
    finished, due = (require_utc(moment).astimezone(zone).date() for moment in (finished_at, due_at))
    if finished == due:
        return Outcome.ON_TIME
    return Outcome.EARLY if finished < due else Outcome.LATE
