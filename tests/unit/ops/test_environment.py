"""`lienthong env`: random secrets, readable by the owner alone, never overwritten by accident."""

import stat
from pathlib import Path

import pytest
from dotenv import dotenv_values
from typer.testing import CliRunner

from services.ops.cli.env import app
from services.ops.environment import EVERY_GROUP, check, example, generate, render, write
from services.runtime.sealing import read_jwk, read_private_jwk, seal, unseal
from services.runtime.settings import Making, hint_of

ROOT = Path(__file__).parents[3]
RUNNER = CliRunner()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def _init(file: Path, *options: str) -> int:
    return RUNNER.invoke(app, ["init", "--file", str(file), *options]).exit_code


def test_init_writes_a_usable_file_for_its_owner_alone(file: Path) -> None:
    """Mode 600, every secret present, and the check is content."""
    assert _init(file) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert check(file) == []
    values = dotenv_values(file)
    for group in EVERY_GROUP:
        for field in group.model_fields:
            if hint_of(group, field).making is not Making.CHOICE:
                assert values[f"LIENTHONG_{field.upper()}"]
    assert RUNNER.invoke(app, ["check", "--file", str(file)]).exit_code == 0


def test_init_does_not_overwrite(file: Path) -> None:
    """The keys in it may be the only ones that open stored data; --force keeps the former file."""
    assert _init(file) == 0
    before = file.read_text(encoding="utf-8")
    assert _init(file) == 2
    assert file.read_text(encoding="utf-8") == before
    assert _init(file, "--force") == 0
    assert file.read_text(encoding="utf-8") != before
    backup = file.with_name(".env.bak")
    assert backup.read_text(encoding="utf-8") == before
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_no_secret_is_the_same_twice() -> None:
    """Nothing is a default or derived."""
    first, second = generate(), generate()
    assert all(first[name] != second[name] for name in first)
    assert len(set(first.values())) == len(first)


def test_key_pairs_belong_together() -> None:
    """What is sealed to the public half opens with the private half."""
    values = generate()
    for owner in ("INTAKE", "NOTIFICATIONS"):
        public = read_jwk(values[f"LIENTHONG_{owner}_PUBLIC_JWK"])
        private = read_private_jwk(values[f"LIENTHONG_{owner}_PRIVATE_JWK"])
        assert not public.is_private
        assert unseal(private, seal(public, b"x")) == b"x"


def test_the_check_names_each_problem_with_a_remedy(file: Path) -> None:
    """A missing secret, a short one, halves of two pairs and an open mode, without showing values."""
    values = generate()
    values["LIENTHONG_TOKEN_SECRET"] = "tooshort"
    del values["LIENTHONG_MONGO_PASSWORD"]
    values["LIENTHONG_INTAKE_PUBLIC_JWK"] = generate()["LIENTHONG_INTAKE_PUBLIC_JWK"]
    write(file, render(values), force=False)
    file.chmod(0o644)
    result = RUNNER.invoke(app, ["check", "--file", str(file)])
    assert result.exit_code == 2
    for name in (
        "LIENTHONG_TOKEN_SECRET:",
        "LIENTHONG_MONGO_PASSWORD: is not set",
        "INTAKE_PUBLIC_JWK does not",
        "600",
    ):
        assert name in result.output
    assert result.output.count("Remedy:") == 4
    assert "tooshort" not in result.output


def test_the_check_ignores_the_environment_of_the_process(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is what compose reads; a variable that happens to be set here must not hide a gap."""
    values = generate()
    monkeypatch.setenv("LIENTHONG_TOKEN_SECRET", values.pop("LIENTHONG_TOKEN_SECRET"))
    write(file, render(values), force=False)
    assert len(check(file)) == 1


def test_the_check_knows_what_services_have_of_their_own(file: Path) -> None:
    """A bound that notifications would refuse at its start is named before; a file in a container is not looked for."""
    values = generate()
    values["LIENTHONG_SMS_ATTEMPTS"] = "0"
    values["LIENTHONG_PERSONAL_AUTHORITIES_FILE"] = "/etc/lienthong/authorities.pem"
    write(file, render(values), force=False)
    (wrong,) = check(file)
    assert wrong.startswith("LIENTHONG_SMS_ATTEMPTS: ")


def test_a_missing_file_is_a_problem(file: Path) -> None:
    """With the command that makes it."""
    assert "lienthong env init" in check(file)[0]


def test_the_example_is_the_committed_one_and_holds_no_secret() -> None:
    """`.env.example` follows the settings: run `lienthong env example > .env.example`."""
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == example()
    assert not any(value for value in dotenv_values(ROOT / ".env.example").values())
