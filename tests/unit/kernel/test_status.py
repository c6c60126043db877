"""National status codes, their transitions, and outcomes by day."""

from collections.abc import Callable
from datetime import datetime

import pytest

from services.kernel.status import NEXT, Outcome, Status, outcome_of

Local = Callable[[str], datetime]


def test_transitions_are_those_of_the_national_table() -> None:
    """Written as numbers here, as the table has them; 7 goes to 8 or back to where it came from."""
    table = {int(status): sorted(int(following) for following in NEXT[status]) for status in Status}
    assert table == {
        1: [2, 3, 5, 7],
        2: [4],
        3: [],
        4: [5, 6, 7, 8, 9],
        5: [1, 4, 7, 8],
        6: [4, 7, 8],
        7: [1, 4, 5, 6, 8],
        8: [],
        9: [10],
        10: [],
    }


def test_withdrawal_is_taken_back_only_to_where_it_came_from() -> None:
    """A dossier that awaited payment cannot come back as newly filed."""
    withdrawal = Status.WITHDRAWAL_REQUESTED
    assert withdrawal.may_become(Status.PAYMENT_REQUESTED, came_from=Status.PAYMENT_REQUESTED)
    assert not withdrawal.may_become(Status.NEWLY_FILED, came_from=Status.PAYMENT_REQUESTED)
    assert withdrawal.may_become(Status.STOPPED, came_from=Status.PAYMENT_REQUESTED)
    assert not Status.FINISHED.may_become(withdrawal)


def test_ends_are_refused_stopped_and_returned() -> None:
    """Every status has a label, and exactly three are final."""
    assert {status for status in Status if status.is_final} == {Status.REFUSED, Status.STOPPED, Status.RETURNED}
    assert all(status.vi for status in Status)
    assert Status(6).vi == "Yêu cầu thực hiện nghĩa vụ tài chính"


@pytest.mark.parametrize(
    ("finished", "outcome"),
    [
        ("2024-05-02 23:59", Outcome.EARLY),
        ("2024-05-03 00:00", Outcome.ON_TIME),
        ("2024-05-03 23:59", Outcome.ON_TIME),
        ("2024-05-04 00:00", Outcome.LATE),
    ],
)
def test_outcome_goes_by_the_local_day(local: Local, finished: str, outcome: Outcome) -> None:
    """Any hour of the due day in Viet Nam is on time."""
    assert outcome_of(local(finished), local("2024-05-03 10:00")) is outcome
