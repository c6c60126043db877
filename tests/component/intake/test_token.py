"""The token endpoint and the life of a credential on the real platform."""

from typing import Any

import httpx
import pytest

from services.contracts.events.inbound import SupplementFiled
from services.kernel.times import utc_now
from services.ops.keys import Place, opened
from services.runtime.sealing import encode_bytes
from tests.component.intake.rig import Rig, now, wait_for
from tests.component.intake.software import Software, anonymous

GRANT = {"grant_type": "client_credentials"}


@pytest.fixture
async def desk(rig: Rig) -> Software:
    return await Software.register(rig, "H90.01", scopes=("dossiers:read", "events:write"))


def place(rig: Rig) -> Place:
    keys = rig.settings.credential_keys.keys.items()
    text = ",".join(f"{kid}:{encode_bytes(key)}" for kid, key in keys)
    return Place(rig.settings.store_url, rig.settings.namespace, text)


async def test_a_token_is_given_for_form_and_basic_credentials(desk: Software) -> None:
    """Bearer, ten minutes, all scopes or those asked for, never cached."""
    form = {"client_id": desk.issued.credential.client_id, "client_secret": desk.issued.client_secret}
    answer = await desk.client.post("/oauth/token", data=GRANT | form)
    body = answer.json()
    assert (answer.status_code, body["token_type"], body["expires_in"]) == (200, "Bearer", 600)
    assert (body["scope"], answer.headers["Cache-Control"]) == ("dossiers:read events:write", "no-store")
    narrow = await desk.token(scope="dossiers:read")
    assert narrow.json()["scope"] == "dossiers:read"


async def test_wrong_requests_get_the_errors_of_the_rfc(rig: Rig, desk: Software) -> None:
    """RFC 6749, section 5.2: code, status, and WWW-Authenticate where the client is unknown."""
    client, id_ = anonymous(rig), desk.issued.credential.client_id
    form = {"client_id": id_, "client_secret": desk.issued.client_secret}
    cases: list[tuple[dict[str, Any], int, str]] = [
        ({"data": GRANT}, 401, "invalid_client"),
        ({"data": GRANT | form | {"client_secret": "lts_wrong"}}, 401, "invalid_client"),
        ({"data": GRANT | form | {"client_id": "lt-unknown"}}, 401, "invalid_client"),
        ({"data": GRANT, "headers": {"Authorization": "Basic %%%"}}, 401, "invalid_client"),
        ({"data": GRANT | form, "auth": httpx.BasicAuth(id_, "x")}, 400, "invalid_request"),
        ({"data": form}, 400, "invalid_request"),
        ({"json": GRANT | form}, 400, "invalid_request"),
        (
            {"content": b"grant_type=%ff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
            400,
            "invalid_request",
        ),
        ({"data": GRANT | {"scope": ["a", "b"]}}, 400, "invalid_request"),
        ({"data": form | {"grant_type": "password"}}, 400, "unsupported_grant_type"),
        ({"data": GRANT | form | {"scope": "backfill"}}, 400, "invalid_scope"),
    ]
    for request, status, code in cases:
        answer = await client.post("/oauth/token", **request)
        assert (answer.status_code, answer.json()["error"]) == (status, code), answer.text
        assert ("WWW-Authenticate" in answer.headers) == (status == 401)


async def test_guessing_is_slowed_down(rig: Rig, desk: Software) -> None:
    """Thirty tries at once, then 429 with Retry-After; another client of the address still gets its token."""
    client = anonymous(rig)
    form = GRANT | {"client_id": "lt-guessed", "client_secret": "x"}
    # One more try is granted each second, and on a busy machine a try takes long.
    for _ in range(100):
        answer = await client.post("/oauth/token", data=form)
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1
    assert (await desk.token()).status_code == 200


async def test_rotation_keeps_both_pairs_until_the_old_is_dropped(rig: Rig, desk: Software) -> None:
    """Two secrets and keys at most; after --drop-old the first of each is refused at once."""
    id_ = desk.issued.credential.client_id
    async with opened(place(rig)) as keys:
        second = await keys.rotate(id_)
        renewed = Software(second, desk.client, desk.agency, desk.headers)
        assert [(await each.token()).status_code for each in (desk, renewed)] == [200, 200]
        report = SupplementFiled(occurred_at=now(), code="H90.01-261123-0001")
        for each in (desk, renewed):
            assert (await each.send(each.event(report))).status_code == 202
        await keys.drop_old(id_)
    assert [(await each.token()).status_code for each in (desk, renewed)] == [401, 200]


async def test_a_revoked_credential_gets_no_token(rig: Rig, desk: Software) -> None:
    """At once, although its secret was right a moment ago; its keys are known nowhere soon after."""
    async with opened(place(rig)) as keys:
        revoked = await keys.revoke(desk.issued.credential.client_id)
        assert await keys.revoke(desk.issued.credential.client_id) == revoked
    assert revoked.revoked_at is not None
    assert revoked.revoked_at <= utc_now()
    assert (await desk.token()).json()["error"] == "invalid_client"

    async def refused() -> bool:
        answer = await desk.send(desk.event(SupplementFiled(occurred_at=now(), code="H90.01-261123-0001")))
        return answer.status_code == 422 and answer.json()["type"].endswith(":key_unknown")

    await wait_for(refused)
