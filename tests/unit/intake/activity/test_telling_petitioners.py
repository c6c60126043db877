"""What the sender of a petition is told by message, and that only notifications can read to whom."""

from dataclasses import replace

import orjson
import pytest

from services.intake.application.activity.file_petition import FiledPetition
from services.intake.application.activity.petition_texts import Written
from services.runtime.sealing import read_private_jwk, unseal
from tests.unit.intake.activity.counters import PRIVATE, Counters
from tests.unit.intake.activity.test_petitions import WRITTEN, file, step
from tests.unit.intake.desk import AGENCY, at


async def test_each_step_that_matters_is_told_to_the_number_that_was_given() -> None:
    """Acknowledged with the limit of the answer, answered, published; a retry tells nothing again."""
    desk = Counters(now=at("2026-11-23 10:00"))
    petition, _ = await file(desk)
    for _ in range(2):
        await step(desk, petition, "acknowledge", "key-1")
    await step(desk, petition, "answer", text="xong")
    await step(desk, petition, "publish", text="Đã nhắc nhở.")
    told = [body for _, body in desk.messages(petition)]
    assert [body["occasion"] for body in told] == ["acknowledged", "answered", "published"]
    assert [body.get("due_at") for body in told] == ["2026-12-15T10:00:00Z", None, None]
    assert {body["record"] for body in told} == {petition}


async def test_the_number_is_readable_to_notifications_alone() -> None:
    """In E.164 inside the JWE, nowhere else in what is stored or published."""
    desk = Counters()
    petition, _ = await file(desk)
    await step(desk, petition, "acknowledge")
    ((words, body),) = desk.messages(petition)
    claims = orjson.loads(unseal(read_private_jwk(PRIVATE), body["jwe"]))
    assert (words, claims) == ("petition.told", {"phone": "+84912345678", "language": "vi"})
    assert "912345678" not in repr(desk.store.tables["activity"].rows[petition])


async def test_steps_that_lead_to_no_message_tell_nothing() -> None:
    """Asking for more and refusing are read where the petition is looked up."""
    desk = Counters()
    petition, token = await file(desk)
    await step(desk, petition, "acknowledge")
    await step(desk, petition, "ask-more", text="giấy nào?")
    await desk.desk.follow_petition.supply(petition, token, "giấy khai sinh")
    assert [body["occasion"] for _, body in desk.messages(petition)] == ["acknowledged"]


@pytest.mark.parametrize("phone", [None, "024 3825 1234", "không có"])
async def test_who_gave_no_mobile_number_is_told_nothing(phone: str | None) -> None:
    """The petition takes its course all the same."""
    desk = Counters()
    written: Written = replace(WRITTEN, phone=phone)
    filed = await desk.desk.file_petition(desk.request("p"), FiledPetition("feedback", written))
    petition = filed.body["petition"]
    body = await step(desk, petition, "acknowledge")
    assert (body["state"], desk.messages(petition)) == ("acknowledged", [])


async def test_the_message_of_a_denunciation_is_like_any_other() -> None:
    """Neither its kind nor the unit that it is about is in it."""
    desk = Counters()
    petition, _ = await file(desk, "denunciation")
    await step(desk, petition, "acknowledge")
    ((_, body),) = desk.messages(petition)
    assert "denunciation" not in repr(body)
    assert body["agency"] != AGENCY
