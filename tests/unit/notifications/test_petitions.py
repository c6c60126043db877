"""Messages to senders of petitions: sealed numbers, the words of the step, no dossier."""

from datetime import datetime
from typing import Any

import orjson
import pytest

from services.contracts.envelope import Envelope
from services.contracts.events import event_type_of
from services.contracts.events.challenge import PetitionContact, PetitionTold
from services.contracts.topics import CHALLENGE
from services.notifications.domain.notification import State
from services.runtime.kafka.records import Delivered, RawRecord
from services.runtime.sealing import seal
from tests.unit.notifications.bench import NOW, PHONE, PUBLIC, Bench

PETITION = "P-H90.01-261123-0001"
DUE = datetime.fromisoformat("2026-12-15T10:00:00Z")


def told(occasion: str = "acknowledged", language: str = "vi", subject: str = PETITION, **more: Any) -> Delivered:
    claims = PetitionContact(phone=PHONE, language=language)
    values = {"record": PETITION, "agency": "H90.01", "occasion": occasion, "occurred_at": NOW}
    jwe = seal(PUBLIC, claims.model_dump_json().encode())
    data = PetitionTold.model_validate(values | {"jwe": jwe} | more)
    envelope = Envelope("e-1", event_type_of(PetitionTold).name, "urn:lienthong:intake", subject, NOW, 1)
    return Delivered(RawRecord(CHALLENGE.name, 0, 1, 0, PETITION.encode(), b"{}", ()), envelope, data)


@pytest.mark.parametrize(
    ("occasion", "language", "says"),
    [
        ("acknowledged", "vi", f"Phan anh, kien nghi {PETITION} da duoc tiep nhan xu ly, han tra loi 17:00 15/12/2026"),
        ("acknowledged", "en", f"Petition {PETITION} is being handled, to be answered by 17:00 15/12/2026"),
        ("answered", "vi", f"Phan anh, kien nghi {PETITION} da duoc tra loi"),
        ("answered", "en", f"Petition {PETITION} was answered"),
        ("published", "vi", f"Tra loi phan anh, kien nghi {PETITION} da cong khai. Moi danh gia"),
        ("published", "en", f"The answer to petition {PETITION} was published. Please rate"),
    ],
)
async def test_each_step_has_its_words(occasion: str, language: str, says: str) -> None:
    """Once, however often the event comes, in the language of who sent the petition."""
    bench = Bench()
    event = told(occasion, language, due_at=DUE if occasion == "acknowledged" else None)
    await bench.challenge([event, event])
    await bench.work()
    await bench.challenge([event])
    await bench.work()
    (message,) = bench.provider.given
    assert (message.to, message.text[: len(says)]) == (PHONE, says)


async def test_the_number_is_never_stored_and_the_outcome_is_told_without_a_dossier() -> None:
    """By `notice.status_changed`, under the code of the petition; the seal goes with the sending."""
    bench = Bench()
    await bench.challenge([told()])
    await bench.work()
    row = next(iter(bench.tables["notifications"].rows.values()))
    bodies = [orjson.loads(entry["data"]) for entry in row["outbox"]]
    assert [(body["record"], body["state"]) for body in bodies] == [(PETITION, "accepted"), (PETITION, "submitted")]
    assert PHONE not in repr(bench.tables)
    assert bench.only().sealed is None


async def test_after_a_week_an_acknowledgement_is_of_no_use() -> None:
    """How long is said by the validity of its template."""
    bench = Bench()
    await bench.challenge([told()])
    bench.later(7 * 86400)
    await bench.work()
    assert (bench.only().state, bench.only().reason) == (State.SUPPRESSED, "expired")


async def test_an_event_about_another_petition_is_refused() -> None:
    """Its subject is the petition that it names."""
    bench = Bench()
    verdicts = await bench.challenge([told(subject="P-H90.01-261123-0002")])
    assert verdicts.rejected[0].reason == "subject_mismatch"
