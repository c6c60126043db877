"""`lienthong notifications` as an operator types it, on the real store without the service."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner, Result

from services.notifications.adapters.sending.search import COLLECTION
from services.notifications.application.sending.resend import resent_id
from services.notifications.application.status import first_change_of
from services.notifications.domain.notification import About, Notification, Parcel, State, notification_id
from services.notifications.domain.segments import Encoding
from services.ops.cli.notifications import app
from services.runtime.aggregates import AggregateStore
from services.runtime.store import Store
from tests.platform_fixture import TestPlatform

NOW = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)  # 0:30 on the 23rd in Viet Nam
DOSSIER = "H90.01-261123-0001"
Run = Callable[..., Result]


def message(cause: str, state: State, at: datetime = NOW) -> Notification:
    about = About(DOSSIER, "H90.01", "1.012753@1", "accepted", cause)
    parcel = Parcel("primary", Encoding.GSM7, 2, 600, "vi", 4, "hash", "*********678")
    id_ = notification_id(cause, "accepted", "owner", "sms")
    reason = "number_invalid" if state is State.PERMANENT_FAILURE else None
    return Notification(id_, about, {}, 1, at, at, at, state=state, reason=reason, attempts=1, parcel=parcel)


FAILED = message("e-1", State.PERMANENT_FAILURE)
TAKEN = message("e-2", State.SUBMITTED, NOW + timedelta(minutes=1))
EARLIER = message("e-3", State.DELIVERED, NOW - timedelta(hours=1))


async def _fill(platform: TestPlatform, namespace: str) -> None:
    store = await Store.open(platform.store_url, f"{namespace}notifications")
    messages = AggregateStore(store, COLLECTION, "notifications", lambda: NOW)
    await messages.commit_many([first_change_of(each) for each in (FAILED, TAKEN, EARLIER)])
    store.close()


@pytest.fixture
def run(platform: TestPlatform, namespace: str) -> Run:
    asyncio.run(_fill(platform, namespace))
    env = {"LIENTHONG_STORE_URL": platform.store_url, "LIENTHONG_NAMESPACE": namespace}
    return lambda *arguments: CliRunner().invoke(app, list(arguments), env=env)


def test_messages_are_shown_sent_again_and_added_up(run: Run) -> None:
    """The newest first, by dossier and state; a failed one gets one successor; costs are of a day in Viet Nam."""
    lines = run("show", "--dossier", DOSSIER).output.splitlines()
    assert [line.split()[0] for line in lines] == [TAKEN.id, FAILED.id, EARLIER.id]
    assert "permanent_failure/number_invalid  *********678  primary 2 gsm7 600 VND  attempts 1" in lines[1]
    again = json.loads(run("resend", FAILED.id, "--json").stdout)
    assert [(each["id"], each["state"]) for each in again] == [(resent_id(FAILED.id), "accepted")]
    refused = run("resend", FAILED.id)
    assert (refused.exit_code, "resent_already" in refused.output) == (1, True)
    assert run("resend", TAKEN.id).exit_code == 1
    waiting = json.loads(run("show", "--state", "accepted", "--json").stdout)
    assert [each["id"] for each in waiting] == [resent_id(FAILED.id)]
    assert run("show", "--state", "lost").exit_code == 2
    assert run("costs", "--from", "2026-11-23", "--to", "2026-11-23").output.splitlines() == [
        "primary  accepted  gsm7  1 messages  2 segments  600 VND",
        "total  1 messages  600 VND",
    ]
