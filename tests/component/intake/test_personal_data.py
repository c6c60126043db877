"""Personal data on the real store and broker: found, corrected, renewed, erased; operators' commands among it."""

import asyncio

import pytest
from typer.testing import CliRunner

from services.contracts.topics import CONTACT
from services.intake.adapters.dossiers.dossiers import COLLECTION
from services.ops.cli import app
from services.runtime.kafka.operations.reading import read_topic
from services.runtime.sealing import encode_bytes, new_key_ring
from tests.component.intake.rig import Rig, wait_for

PHONE = "0912 345 678"


async def operator(rig: Rig, *arguments: str, **variables: str) -> str:
    """Run a command of `lienthong intake` as another process would, and return what it says."""
    settings = rig.settings
    environment = {
        "LIENTHONG_STORE_URL": settings.store_url,
        "LIENTHONG_NAMESPACE": rig.namespace,
        "LIENTHONG_CATALOGUE_DIR": settings.catalogue_dir,
        "LIENTHONG_FILES_DIR": settings.files_dir,
        "LIENTHONG_LOOKUP_HASH_KEY": settings.lookup_hash_key.get_secret_value(),
        **variables,
    }
    result = await asyncio.to_thread(CliRunner().invoke, app, ["intake", *arguments], env=environment)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.timeout(180)
async def test_a_dossier_is_found_corrected_renewed_and_erased(rig: Rig) -> None:
    """At the end the broker has a tombstone, the store neither key nor hashes, and the dossier its course."""
    client, code = rig.client(), (await rig.file(accept=False))["code"]

    async def found(phone: str) -> list[str]:
        answer = await client.post("/v1/dossiers/search", json={"phone": phone})
        assert answer.status_code == 200, answer.text
        return [each["code"] for each in answer.json()["items"]]

    assert await found(PHONE) == [code]
    corrected = await client.post(f"/v1/dossiers/{code}/contact", json={"phone": "0987654321"})
    assert corrected.status_code == 200, corrected.text
    assert (await found(PHONE), await found("0987 654 321")) == ([], [code])

    # The desk goes on while an operator rotates: the ring that the service has is the old one.
    old = ",".join(f"{kid}:{encode_bytes(key)}" for kid, key in rig.settings.field_keys.keys.items())
    said = await operator(rig, "keys", "rotate-fields", LIENTHONG_FIELD_KEYS=f"{new_key_ring('f2')},{old}")
    assert f"{COLLECTION}/state.data_key: 1 under f2" in said

    refused = await client.post(f"/v1/dossiers/{code}/refuse", json={"reason": "not_competent"})
    assert refused.status_code == 200, refused.text
    assert "identity     1 kept" in await operator(rig, "retention", "run", "--dry-run")
    request = (await client.post(f"/v1/dossiers/{code}/data-requests", json={"kind": "erasure"})).json()
    assert code in await operator(rig, "requests")
    granted = await client.post(
        f"/v1/dossiers/{code}/data-requests/{request['id']}/answer", json={"outcome": "granted"}
    )
    assert granted.json()["outcome"] == "granted", granted.text

    async def buried() -> bool:
        records = read_topic(rig.platform.kafka, rig.namespace, CONTACT.name)
        return [raw.value is None async for raw in records if raw.key == code.encode()] == [False, False, True]

    await wait_for(buried)
    row = await rig.intake.ground.store.collection(COLLECTION).find_one({"_id": code})
    assert row is not None
    assert row["lookup"] == []
    assert {"applicant", "data_key"}.isdisjoint(row["state"])
    left = (await client.get(f"/v1/dossiers/{code}")).json()
    assert (left["status"], left["personal_data_erased_at"] is None) == (3, False)
    assert await found("0987654321") == []
    read = await operator(rig, "access", code)
    assert read.count("search") == 2
    assert "correct_contact" in read
