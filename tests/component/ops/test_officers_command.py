"""`lienthong officers` as an operator types it, on the real store without intake."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from services.ops.cli.officers import app
from services.ops.cli.routing import app as routing_app
from services.ops.officers import OfficerPlace
from tests.platform_fixture import TestPlatform

PASSWORD = "correct horse battery"


@pytest.fixture
def place(platform: TestPlatform, namespace: str) -> OfficerPlace:
    return OfficerPlace(platform.store_url, namespace, "h" * 40)


def run(place: OfficerPlace, *arguments: str, typed: str = "") -> Result:
    env = {
        "LIENTHONG_STORE_URL": place.store_url,
        "LIENTHONG_NAMESPACE": place.namespace,
        "LIENTHONG_LOOKUP_HASH_KEY": place.hash_key,
    }
    return CliRunner().invoke(app, list(arguments), env=env, input=typed)


def answer(place: OfficerPlace, *arguments: str, typed: str = "") -> Any:
    result = run(place, *arguments, "--json", typed=typed)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_an_account_is_made_listed_and_closed(place: OfficerPlace) -> None:
    """The password comes from standard input and is shown nowhere; an OIDC account has none."""
    (made,) = answer(place, "create", "Mai", "--at", "H90.01=receiver,returner", "--name", "Mai", typed=PASSWORD + "\n")
    assert (made["login"], made["at"]) == ("mai", {"H90.01": ["receiver", "returner"]})
    answer(place, "create", "lan", "--at", "H90.02=signer", "--subject", "https://id.example|42")
    assert run(place, "create", "tam", "--at", "H90.02=signer", "--subject", "https://id.example|42").exit_code == 1
    listed = answer(place, "list")
    assert [(each["login"], each["signs_in_by"]) for each in listed] == [("lan", ["oidc"]), ("mai", ["password"])]
    assert PASSWORD not in run(place, "list").output
    answer(place, "passwd", "mai", typed="another long password\n")
    answer(place, "unlock", "mai")
    (closed,) = answer(place, "disable", "mai")
    assert (closed["signs_in_by"], bool(closed["disabled_at"])) == ([], True)


def test_what_makes_no_sense_is_refused(place: OfficerPlace) -> None:
    """A short password, an unknown role, an unknown officer: exit code 1, and the reason."""
    short = run(place, "create", "mai", "--at", "H90.01=receiver", typed="short\n")
    role = run(place, "create", "mai", "--at", "H90.01=king", typed=PASSWORD + "\n")
    unknown = run(place, "disable", "nobody")
    assert [each.exit_code for each in (short, role, unknown)] == [1, 1, 1]
    assert ("password_too_short" in short.output, "role_unknown" in role.output) == (True, True)
    assert "--password" not in run(place, "create", "--help").output


def test_failed_attempts_are_forgotten_only_under_their_key(place: OfficerPlace) -> None:
    """Without the variable nothing would be found, so the command says which one it needs."""
    env = {"LIENTHONG_STORE_URL": place.store_url, "LIENTHONG_NAMESPACE": place.namespace}
    result = CliRunner().invoke(app, ["unlock", "mai"], env=env | {"LIENTHONG_LOOKUP_HASH_KEY": ""})
    assert (result.exit_code, "LIENTHONG_LOOKUP_HASH_KEY" in result.output) == (1, True)


def test_agencies_have_accounts_of_their_own(place: OfficerPlace) -> None:
    """In routing's store, with the roles of an agency's desk; a new password forgets failed attempts."""

    def routing(*arguments: str, typed: str = "") -> Result:
        env = {
            "LIENTHONG_STORE_URL": place.store_url,
            "LIENTHONG_NAMESPACE": place.namespace,
            "LIENTHONG_TOKEN_SECRET": "t" * 40,
        }
        return CliRunner().invoke(routing_app, ["accounts", *arguments], env=env, input=typed)

    made = routing("create", "lan", "--at", "H90.20.01=handler,signer", "--json", typed=PASSWORD + "\n")
    assert json.loads(made.stdout)[0]["at"] == {"H90.20.01": ["handler", "signer"]}
    assert "role_unknown" in routing("create", "mai", "--at", "H90.20.01=receiver", typed=PASSWORD + "\n").output
    assert routing("passwd", "lan", typed="another long password\n").exit_code == 0
    assert ("lan" in routing("list").output, answer(place, "list")) == (True, [])
