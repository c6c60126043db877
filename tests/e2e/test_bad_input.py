"""Whatever lies on the topics, and whatever is filed: nothing is lost, nobody else is held up, nothing leaks."""

import json
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.inbound import LegReceived
from services.contracts.events.lifecycle import Accepted, Registered, Snapshot
from services.contracts.topics import CHALLENGE, INBOUND, LIFECYCLE
from services.kernel.times import utc_now
from services.ops.chaos.journey import PROCEDURE
from services.runtime.kafka import OutgoingRecord
from services.runtime.kafka.letters import LetterKind
from tests.e2e.canary import CANARY, Doors, everything, traces_in
from tests.e2e.stage import PATIENCE_SECONDS, Stage, wait_for

pytestmark = pytest.mark.timeout(600)

FILED_AT = datetime(2025, 11, 24, 3, tzinfo=UTC)
TYPE = "ce_type"


def lifecycle(kind: type[Snapshot], code: str, seq: int, status: int) -> OutgoingRecord:
    """An event of a dossier that intake never had, as a relay would publish it."""
    data = kind(
        code=code, agency="H90.01", province="H90", tier="commune", procedure=f"{PROCEDURE}@1", field="land",
        status=status, occurred_at=FILED_AT, filed_at=FILED_AT, received_at=FILED_AT, backfill=True,
        clock="running" if kind is Accepted else "idle",
    )  # fmt: skip
    envelope = Envelope(
        id=event_id("intake", LIFECYCLE.name, code, seq),
        type=event_type_of(kind).name,
        source="urn:lienthong:intake",
        subject=code,
        time=utc_now(),
        seq=seq,
    )
    return OutgoingRecord(LIFECYCLE.name, code.encode(), data.model_dump_json().encode(), to_headers(envelope))


def spoilt(record: OutgoingRecord) -> dict[str, OutgoingRecord]:
    """The same record, bad in each way, by the reason that its letter gives."""
    others = tuple((name, raw) for name, raw in record.headers if name != TYPE)
    return {
        "json_malformed": replace(record, value=b'{"code": "H90'),
        "value_null": replace(record, value=None),
        "type_unknown": replace(record, headers=(*others, (TYPE, b"vn.lienthong.dossier.eaten.v9"))),
        "attribute_not_utf8": replace(record, headers=(*others, (TYPE, b"\xc3\x28"))),
        "record_oversize": replace(record, value=b'{"x": "' + b"y" * 400_000 + b'"}'),
    }


@pytest.mark.parametrize(
    "reason", ["json_malformed", "value_null", "type_unknown", "attribute_not_utf8", "record_oversize"]
)
async def test_a_bad_lifecycle_event_parks_its_dossier_until_an_operator_decides(stage: Stage, reason: str) -> None:
    """The letter has the original bytes, other dossiers go on; discard and replay let the parked event through."""
    number = 100 + sorted(spoilt(lifecycle(Registered, "H90.01-251124-0001", 1, 1))).index(reason)
    code, neighbour = f"H90.01-251124-0{number}", f"H90.01-251125-0{number}"
    bad = spoilt(lifecycle(Registered, code, 2, 1))[reason]
    await stage.publish(lifecycle(Registered, code, 1, 1), bad, lifecycle(Accepted, code, 3, 2))
    await stage.publish(lifecycle(Registered, neighbour, 1, 1), lifecycle(Accepted, neighbour, 2, 2))

    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
        crew = await stage.crew(client)

        async def has_route(which: str) -> bool:
            return (await crew.desk.software.get("routing", f"/v1/routes/{which}")).is_success

        for consumer, waits in (("routing", "aggregate_blocked"), ("stats", "sequence_gap")):

            async def parked(consumer: str = consumer) -> bool:
                return len(await stage.letters(consumer, code)) == 2

            await wait_for(parked, f"{consumer} has no two letters")
            first, second = await stage.letters(consumer, code)
            assert (first.reason, first.value, first.headers) == (reason, bad.value, bad.headers)
            assert (second.kind, second.reason) == (LetterKind.PARKED, waits)
        await wait_for(lambda: has_route(neighbour), "the neighbour was held up")
        assert not await has_route(code)
        for consumer in ("routing", "stats"):
            first, _ = await stage.letters(consumer, code)
            given_up = await stage.deadletters("discard", consumer, first.id, "--reason", "test_data")
            assert given_up.exit_code == 0, given_up.output
            again = await stage.deadletters("replay", consumer, "--subject", code)
            assert again.exit_code == 0, again.output
            assert await stage.letters(consumer, code) == []
        await wait_for(lambda: has_route(code), "the parked event was lost")


async def test_bad_records_among_agencies_reports_hold_nobody_up(stage: Stage) -> None:
    """Each is a letter of whose type it may be, with reason and bytes; the report behind them is applied."""
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
        crew = await stage.crew(client)
        form = {"procedure": PROCEDURE, "applicant": {"name": "A", "phone": "0912000001"}, "accept": True}
        code = (await crew.desk.post("/v1/dossiers", form, "neighbour"))["code"]
        report = LegReceived(occurred_at=utc_now(), code=code, leg="appraise")
        event = crew.land.software.event(report)
        envelope = Envelope("x-1", event["type"], event["source"], code, utc_now())
        good = OutgoingRecord(INBOUND.name, code.encode(), json.dumps(event["data"]).encode(), to_headers(envelope))
        bad = spoilt(good)
        await stage.publish(*bad.values())
        agency, id_ = await crew.land.report(report)
        whose = {"routing": bad, "intake": {reason: bad[reason] for reason in ("type_unknown", "attribute_not_utf8")}}
        for consumer, due in whose.items():

            async def all_dead(consumer: str = consumer, number: int = len(due)) -> bool:
                return len(await stage.letters(consumer, code)) == number

            await wait_for(all_dead, f"{consumer} has not written its letters")
            letters = {letter.reason: (letter.value, letter.headers) for letter in await stage.letters(consumer, code)}
            assert letters == {reason: (one.value, one.headers) for reason, one in due.items()}

        async def applied() -> bool:
            return bool((await crew.land.get("intake", f"/v1/events/{id_}"))["state"] == "applied")

        await wait_for(applied, "the report behind them was not applied")
        assert agency == "H90.20.01"


async def test_personal_data_is_nowhere_but_where_it_belongs(stage: Stage) -> None:
    """Through every door: no topic, letter, log, metric, refusal or file name has a trace of the person.

    The same search finds a leak that is made on purpose, wherever it is.
    """
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
        doors = await Doors.opened(stage, client)
        code = await doors.file()
        await doors.report()
        await doors.draft()
        await doors.desk()

        async def told() -> bool:
            sent = stage.addresses.sms_file
            return sent.exists() and code in sent.read_text(encoding="utf-8")

        await wait_for(told, "no SMS went out")
        await doors.use(code)
        pages = (f"/tra-cuu/{code}", f"/v1/public/dossiers/{code}")
        seen = await everything(stage, client, *pages) | doors.refusals
        assert len(seen["dossier.contact.v1"]) > 100, "the contact did go out, sealed"
        assert len(seen["citizen.challenge.v1"]) > 100, "so did the one-time code"
        assert {where: found for where, text in seen.items() if (found := traces_in(text))} == {}
        assert traces_in(stage.addresses.sms_file.read_bytes()) == {"987605432"}, "the provider gets the number alone"

        await stage.publish(OutgoingRecord(CHALLENGE.name, b"leak", json.dumps(CANARY).encode()))
        (stage.stack.folder / "logs" / "leak.log").write_text(unicodedata.normalize("NFD", CANARY["name"]))
        (stage.stack.folder / CANARY["id_number"]).touch()

        async def lettered() -> bool:
            return bool(await stage.letters("notifications", "leak"))

        await wait_for(lettered, "the leak has no letter")
        seen = await everything(stage, client)
        leaked = {where for where, text in seen.items() if traces_in(text)}
        assert leaked == {CHALLENGE.name, "notifications.deadletter.v1", "leak.log", "file names"}
