"""Commands over HTTP on the real platform."""

import asyncio

from tests.component.intake.rig import Rig, key, wait_for


async def test_a_desk_takes_a_dossier_through_supplement_and_stop(rig: Rig) -> None:
    """Each command answers with the dossier after it; what the table forbids is a conflict with the status."""
    client = rig.client()
    code = (await rig.file(accept=False))["code"]
    path = f"/v1/dossiers/{code}"
    asked = await client.post(f"{path}/request-supplement", json={"components": ["identity"]})
    assert (asked.status_code, asked.json()["status"]) == (200, 5)
    assert (await client.post(f"{path}/supplement")).json()["status"] == 1
    accepted = (await client.post(f"{path}/accept")).json()
    assert (accepted["status"], accepted["clock"]) == (2, "running")
    again = await client.post(f"{path}/accept")
    problem = again.json()
    assert (again.status_code, problem["status"]) == (409, 409)
    assert problem["type"] == "urn:lienthong:problem:transition_not_allowed"
    assert problem["texts"]["en"]["detail"].startswith("The dossier is in status 2")
    names = ["registered", "supplement_requested", "supplement_received", "accepted"]

    async def all_published() -> bool:
        return await rig.published(code) == names

    await wait_for(all_published)


async def test_refusal_needs_a_reason(rig: Rig) -> None:
    """A token, never free text, because it is published."""
    client = rig.client()
    path = f"/v1/dossiers/{(await rig.file(accept=False))['code']}/refuse"
    assert (await client.post(path, json={})).status_code == 422
    assert (await client.post(path, json={"reason": "thiếu giấy tờ"})).status_code == 422
    refused = (await client.post(path, json={"reason": "not_competent"})).json()
    assert (refused["status"], refused["outcome"]) == (3, "refused")


async def test_a_repeated_command_key_repeats_the_answer(rig: Rig) -> None:
    """The very answer of the first time, also after the dossier moved on; another command with the key is refused."""
    client = rig.client()
    path = f"/v1/dossiers/{(await rig.file(accept=False))['code']}"
    first = await client.post(f"{path}/accept", headers=key("a-1"))
    assert first.status_code == 200
    again = await client.post(f"{path}/accept", headers=key("a-1"))
    assert again.content == first.content
    other = await client.post(f"{path}/supplement", headers=key("a-1"))
    assert other.json()["type"] == "urn:lienthong:problem:idempotency_key_reused"


async def test_of_concurrent_commands_one_wins(rig: Rig) -> None:
    """Ten officers accept at once: one does, the others learn the status; one event is published."""
    code = (await rig.file(accept=False))["code"]
    clients = [rig.client(), rig.client(intake=await rig.replica())] * 5
    answers = await asyncio.gather(*(client.post(f"/v1/dossiers/{code}/accept") for client in clients))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 9

    async def published() -> bool:
        return await rig.published(code) == ["registered", "accepted"]

    await wait_for(published)
