"""`lienthong routing systems` as an operator types it, on the real store without routing."""

import json
from base64 import b64encode
from typing import Any

from typer.testing import CliRunner, Result

from services.ops.cli.routing_systems import app
from tests.platform_fixture import TestPlatform
from tests.unit.routing.signed import RING


def run(platform: TestPlatform, namespace: str, *arguments: str) -> Result:
    env = {
        "LIENTHONG_STORE_URL": platform.store_url,
        "LIENTHONG_NAMESPACE": namespace,
        "LIENTHONG_CREDENTIAL_KEYS": RING,
        "LIENTHONG_SYSTEM_NETWORKS": "127.0.0.0/8",
    }
    return CliRunner().invoke(app, list(arguments), env=env)


def answer(platform: TestPlatform, namespace: str, *arguments: str) -> Any:
    result = run(platform, namespace, *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_system_is_connected_listed_and_tried_again(platform: TestPlatform, namespace: str) -> None:
    """The secret is shown once; connecting again makes another."""
    before = {each["system"]: each["state"] for each in answer(platform, namespace, "list")}
    assert before["tax-h91"] == "not_connected"
    connect = ("connect", "tax-h91", "--keyid", "key-1", "--address", "http://127.0.0.1:9/in")
    first = answer(platform, namespace, *connect)["secret"]
    assert answer(platform, namespace, *connect)["secret"] != first
    assert first.startswith("whsec_")
    (tried,) = answer(platform, namespace, "retry", "tax-h91")
    assert (tried["state"], tried["waiting"], tried["agencies"]) == ("ready", 0, ["G91.01"])
    assert first not in run(platform, namespace, "list").output


def test_what_makes_no_sense_is_refused(platform: TestPlatform, namespace: str) -> None:
    """Exit code 1, and the reason."""
    wrong = {
        "system_not_found": ("connect", "nobody", "--keyid", "k"),
        "address_missing": ("connect", "tax-h91", "--keyid", "k"),
        "address_not_wanted": ("connect", "civil-status-h92", "--keyid", "k", "--address", "https://example.vn"),
        "webhook_target_refused": ("connect", "tax-h91", "--keyid", "k", "--address", "http://10.0.0.1/"),
        "public_key_unreadable": (
            *("connect", "civil-status-h92", "--keyid", "k"),
            *("--public-key", b64encode(b"short").decode()),
        ),
        "system_not_connected": ("retry", "documents-h90"),
    }
    for reason, arguments in wrong.items():
        result = run(platform, namespace, *arguments)
        assert (result.exit_code, reason in result.output) == (1, True), (reason, result.output)
