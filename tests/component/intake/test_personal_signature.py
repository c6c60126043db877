"""An online filing with the citizen's own signature, over HTTP."""

import base64
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from services.runtime.auth.signatures import canonical_json
from tests.component.intake.rig import FILING, Rig, key
from tests.unit.intake.certificates import AUTHORITY, signed


async def test_a_signed_online_filing_is_marked_and_a_changed_one_refused(rig: Rig, tmp_path: Path) -> None:
    """The signature covers the whole body; with one word changed no dossier is filed."""
    authorities = tmp_path / "authorities.pem"
    authorities.write_bytes(AUTHORITY.public_bytes(serialization.Encoding.PEM))
    rig.settings = rig.settings.model_copy(update={"personal_authorities_file": authorities})
    client = rig.client(intake=await rig.replica())
    body: dict[str, Any] = FILING | {"channel": "online", "accept": False}
    signature = signed(ec.generate_private_key(ec.SECP256R1()), content=canonical_json(body))
    given = {"certificate": signature.chain.decode(), "value": base64.b64encode(signature.value).decode()}
    filed = await client.post("/v1/dossiers", json=body | {"personal_signature": given}, headers=key("signed"))
    assert (filed.status_code, filed.json()["personally_signed"]) == (201, True), filed.text
    changed = body | {"channel": "post", "personal_signature": given}
    refused = await client.post("/v1/dossiers", json=changed, headers=key("changed"))
    assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (422, "personal_signature_bad")
