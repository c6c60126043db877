"""The state machine of messages, and proof that it sees a broken part."""

import os
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.unit.notifications.machine.faults import FAULTS, QUICK
from tests.unit.notifications.machine.message_machine import MessageMachine

MESSAGES = settings(
    max_examples=int(os.environ.get("PROVE_MESSAGES", "15")),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
FOUND = settings(
    MESSAGES, max_examples=1000, phases=[Phase.generate], derandomize=True, database=None, report_multiple_bugs=False
)

TestMessages = MessageMachine.TestCase
TestMessages.settings = MESSAGES


_FULL = pytest.mark.skipif("PROVE_MESSAGES" not in os.environ, reason="takes longer than others: make prove-messages")
PATIENT = [part if fault in QUICK else pytest.param(part, marks=_FULL) for part, fault in FAULTS.items()]


@pytest.mark.parametrize("part", PATIENT, ids=lambda part: f"{part.rpartition('.')[2]}-{FAULTS[part].__name__}")
def test_a_broken_part_is_found(part: str) -> None:
    """The same machine does not get through when one part is replaced by a faulty one."""
    with patch(part, FAULTS[part]), pytest.raises(AssertionError):
        run_state_machine_as_test(MessageMachine, settings=FOUND)
