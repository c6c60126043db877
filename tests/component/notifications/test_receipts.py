"""Messages of two parts whose receipts come three seconds late: each receipt finds its part.

`make prove-receipts N=1000` runs it larger: PROVE_MESSAGES is the number of messages. Each receipt bears an error code
made of its id, so that one that was put down to another part would be seen.
"""

import asyncio
import os
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from services.notifications.adapters.sending.search import COLLECTION
from services.notifications.domain.notification import State
from services.runtime.store import Store
from tests.component.notifications.message_centre import MessageCentre, start_centre
from tests.component.notifications.rig import Rig, wait_for

pytestmark = pytest.mark.platform

MESSAGES = int(os.environ.get("PROVE_MESSAGES", "40"))
LATE_MS = 3000
AT_ONCE = 100
PATIENCE = 90 + MESSAGES / 10
LOOKUP = "https://dichvucong.tinh-lienthong.example/tra-cuu-ho-so/"
CODES = 4096


@pytest.fixture
async def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MessageCentre]:
    monkeypatch.setenv("CENTRE_PASSWORD", "right")
    centre = await start_centre(tmp_path / "centre.jsonl")
    yield centre
    await centre.kill()


@pytest.mark.timeout(0)
async def test_every_receipt_finds_its_part(rig: Rig, centre: MessageCentre, tmp_path: Path) -> None:
    """Each message has the two parts that the centre's log has for its number, each with what its own receipt said."""
    began = time.monotonic()
    await centre.tell(receipts={"after_ms": LATE_MS, "err": "id"})
    await rig.spawn(lookup_url=LOOKUP, **through(centre, tmp_path))
    for first in range(0, MESSAGES, AT_ONCE):
        numbers = range(first, min(MESSAGES, first + AT_ONCE))
        await asyncio.gather(*(rig.contact(number, phone=phone(number)) for number in numbers))
        await asyncio.gather(*(rig.event(number) for number in numbers))
    await wait_for(partial(all_delivered, rig), PATIENCE)
    stored, sent = await messages(rig), sent_parts(centre)
    wrong = [code for code, parts in stored.items() if not is_right(parts, sent[code])]
    print(  # noqa: T201 the figures of the proof
        f"\n  messages {len(stored):,}, parts {sum(map(len, sent.values())):,}, receipts {LATE_MS} ms late, "
        f"put down to a wrong part {len(wrong)}, {time.monotonic() - began:.0f} s, load {os.getloadavg()[0]:.1f}"
    )
    assert wrong == []
    assert len(stored) == MESSAGES


def test_a_receipt_at_the_wrong_part_would_be_seen() -> None:
    """The check itself: parts with each other's codes are not right."""
    parts = [{"id": "17", "verdict": "delivered", "error": "011"}, {"id": "18", "verdict": "delivered", "error": "012"}]
    swapped = [{**parts[0], "error": "012"}, {**parts[1], "error": "011"}]
    assert is_right(parts, ["17", "18"])
    assert not is_right(swapped, ["17", "18"])
    assert not is_right(parts, ["17", "19"])


def through(centre: MessageCentre, tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "providers.yaml"
    path.write_text(
        "providers:\n  - {name: centre, kind: smpp, host: 127.0.0.1, system_id: lienthong, brandname: LIENTHONG, "
        f"password_variable: CENTRE_PASSWORD, port: {centre.port}, segment_vnd: 350, window: 50}}\n"
    )
    return {"sms_providers": str(path), "log_level": "ERROR"}


def phone(number: int) -> str:
    return f"+8491{number:07d}"


async def messages(rig: Rig) -> dict[str, list[dict[str, Any]]]:
    """The parts of each message that was delivered, by the dossier's code."""
    store = await Store.open(rig.platform.store_url, f"{rig.namespace}notifications")
    try:
        found = await store.collection(COLLECTION).find({"state.state": State.DELIVERED.value})
        return {each["state"]["about"]["code"]: each["state"]["parts"] for each in found}
    finally:
        store.close()


async def all_delivered(rig: Rig) -> bool:
    await asyncio.sleep(0.5)  # a look reads all of them
    return len(await messages(rig)) == MESSAGES


def sent_parts(centre: MessageCentre) -> Mapping[str, list[str]]:
    """Ids by the code in the text; the parts of one number in the order of their headers."""
    by_number: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in centre.submits():
        by_number[entry["to"]].append(entry)
    found = {}
    for parts in by_number.values():
        parts.sort(key=lambda part: part["udh"])
        text = "".join(part["text"] for part in parts)
        found[text.rpartition("/")[2]] = [part["id"] for part in parts]
    return found


def is_right(parts: Sequence[Mapping[str, Any]], ids: Sequence[str]) -> bool:
    """Two, in the order in which the text was cut, each with what its own receipt said."""
    said = [(part["id"], part["error"]) for part in parts]
    return len(ids) == 2 and said == [(id_, f"{int(id_) % CODES:03x}") for id_ in ids]
