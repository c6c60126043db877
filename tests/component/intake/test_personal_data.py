"""Personal data on the real store and broker: found, corrected, renewed, erased; operators' commands among it."""

import asyncio

from typer.testing import CliRunner

from services.contracts.topics import CONTACT
from services.intake.adapters.dossiers.dossiers import COLLECTION
from services.intake.bootstrap import Intake, wire
from services.ops.cli import app
from services.runtime.kafka.operations.reading import read_topic
from services.runtime.sealing import KeyRing, encode_bytes, new_key_ring
from services.runtime.store import Store
from tests.component.intake.rig import Rig, wait_for
from tests.unit.intake.desk import terms

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


async def renewed(rig: Rig, ring: str) -> Intake:
    """Another process of intake, which has a new ring already."""
    settings = rig.settings.model_copy(update={"field_keys": KeyRing.parse(ring)})
    store = await Store.open(settings.store_url, f"{rig.namespace}intake")
    rig.replicas.append(store)
    return wire(settings, store, terms().catalogue)


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

    # The services have the new ring first; the desk goes on while an operator rotates.
    old = ",".join(f"{kid}:{encode_bytes(key)}" for kid, key in rig.settings.field_keys.keys.items())
    ring = f"{new_key_ring('f2')},{old}"
    client = rig.client(intake=await renewed(rig, ring))

    async def busy() -> None:
        for number in range(10):
            moved = await client.post(f"/v1/dossiers/{code}/contact", json={"phone": f"098765432{number}"})
            assert moved.status_code == 200, moved.text

    said, _ = await asyncio.gather(operator(rig, "keys", "rotate-fields", LIENTHONG_FIELD_KEYS=ring), busy())
    assert "under f1" not in said
    assert f"{COLLECTION}/state.data_key: 1 under f2" in said
    assert await found("0987654329") == [code]
    await client.post(f"/v1/dossiers/{code}/contact", json={"phone": "0987654321"})

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
        erased = [raw.value is None async for raw in records if raw.key == code.encode()]
        return bool(erased) and erased[-1]

    await wait_for(buried)
    row = await rig.intake.ground.store.collection(COLLECTION).find_one({"_id": code})
    assert row is not None
    assert row["lookup"] == []
    assert {"applicant", "data_key"}.isdisjoint(row["state"])
    left = (await client.get(f"/v1/dossiers/{code}")).json()
    assert (left["status"], left["personal_data_erased_at"] is None) == (3, False)
    assert await found("0987654321") == []
    read = await operator(rig, "access", code)
    assert read.count("search") == 3
    assert "correct_contact" in read
