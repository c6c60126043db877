"""Settings fail at start with the variable and the remedy, never with the value."""

import pytest

from services.runtime.sealing import new_key_pair, new_key_ring
from services.runtime.settings import (
    GROUPS,
    CredentialKeySettings,
    IntakePrivateKeySettings,
    ServiceSettings,
    TokenSettings,
    hint_of,
    load_settings,
)


class _Settings(ServiceSettings, TokenSettings, CredentialKeySettings, IntakePrivateKeySettings):
    pass


@pytest.fixture
def good(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("LIENTHONG_KAFKA_BOOTSTRAP", "127.0.0.1:9092")
    monkeypatch.setenv("LIENTHONG_STORE_URL", "mongodb://127.0.0.1/")
    monkeypatch.setenv("LIENTHONG_TOKEN_SECRET", "s" * 64)
    monkeypatch.setenv("LIENTHONG_CREDENTIAL_KEYS", new_key_ring("k1"))
    monkeypatch.setenv("LIENTHONG_INTAKE_PRIVATE_JWK", new_key_pair("intake-1")[0])
    return monkeypatch


def test_good_settings_load_with_keys_parsed(good: pytest.MonkeyPatch) -> None:
    """Keys arrive ready to use and are not printed."""
    settings = load_settings(_Settings)
    assert settings.credential_keys.current == "k1"
    assert settings.intake_private_jwk.is_private
    assert "ssss" not in repr(settings)


@pytest.mark.parametrize(
    ("variable", "value", "remedy"),
    [
        ("LIENTHONG_TOKEN_SECRET", "tooshort", "lienthong env init"),
        ("LIENTHONG_TOKEN_SECRET", "", "lienthong env init"),
        ("LIENTHONG_CREDENTIAL_KEYS", "k1:bm90IDMyIGJ5dGVz", "lienthong env init"),
        ("LIENTHONG_INTAKE_PRIVATE_JWK", "hunter2", "lienthong env init"),
        ("LIENTHONG_HTTP_PORT", "eighty", "0 to 65535"),
        ("LIENTHONG_LOG_LEVEL", "loud", "DEBUG, INFO"),
        ("LIENTHONG_NAMESPACE", "Tệ", "lower-case"),
    ],
)
def test_a_wrong_variable_is_named_with_its_remedy(
    good: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variable: str, value: str, remedy: str
) -> None:
    """Exit code 2, one line for the variable; the value is not shown."""
    good.setenv(variable, value)
    with pytest.raises(SystemExit) as stopped:
        load_settings(_Settings)
    assert stopped.value.code == 2
    shown = capsys.readouterr().err
    assert variable in shown
    assert remedy in shown
    assert not value or value not in shown


def test_a_public_key_is_refused_where_the_private_one_is_needed(
    good: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mixing the halves up is found at start, not at the first dossier."""
    good.setenv("LIENTHONG_INTAKE_PRIVATE_JWK", new_key_pair("intake-1")[1])
    with pytest.raises(SystemExit):
        load_settings(_Settings)
    assert "private JWK" in capsys.readouterr().err


def test_all_problems_are_shown_at_once(good: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An operator fixes everything in one go."""
    good.delenv("LIENTHONG_STORE_URL")
    good.delenv("LIENTHONG_TOKEN_SECRET")
    with pytest.raises(SystemExit):
        load_settings(_Settings)
    shown = capsys.readouterr().err
    assert "LIENTHONG_STORE_URL: is not set. Remedy:" in shown
    assert "LIENTHONG_TOKEN_SECRET: is not set. Remedy:" in shown


def test_every_variable_has_a_description_and_a_hint_and_one_group() -> None:
    """The list is complete enough to make .env.example from it, and no variable is declared twice."""
    fields = [(group, field) for group in GROUPS for field in group.model_fields]
    assert len({field for _, field in fields}) == len(fields)
    for group, field in fields:
        assert group.model_fields[field].description
        assert hint_of(group, field).remedy != group.model_fields[field].description
