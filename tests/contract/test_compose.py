"""What an operator may set reaches the container that reads it, and no container gets what it does not read."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from pydantic_settings import BaseSettings

from services.intake.settings import IntakeSettings
from services.notifications.settings import NotificationsSettings
from services.ops.environment import EVERY_GROUP, variable
from services.routing.settings import RoutingSettings
from services.runtime.compose_settings import ComposeSettings
from services.runtime.settings import OfficerSettings
from services.stats.settings import OperatorSettings, Settings

ROOT: Final = Path(__file__).parents[2]
COMPOSE: Final = ROOT / "docker-compose.yml"
SERVICES: Final[Mapping[str, type[BaseSettings]]] = {
    "intake": IntakeSettings,
    "routing": RoutingSettings,
    "notifications": NotificationsSettings,
    "stats": Settings,
}
OF_THE_IMAGE: Final = {
    "http_host": "the image listens on every address of its container",
    "http_port": "the image's port, which compose publishes under another number",
    "catalogue_dir": "the image's folder: a new catalogue is a new image",
}
LEFT_OUT: Final[Mapping[str, Mapping[str, str]]] = {
    "intake": OF_THE_IMAGE,
    "routing": {**OF_THE_IMAGE, "token_seconds": "intake alone issues tokens"},
    "notifications": {**OF_THE_IMAGE, "token_seconds": "intake alone issues tokens"},
    "stats": {**OF_THE_IMAGE, "token_seconds": "intake alone issues tokens"},
}
FIXED: Final = {"kafka_bootstrap", "store_url", "sms_file"}
"""Compose says where these are: its own servers, and a file on a volume."""


def _compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return loaded


def _environment(service: str) -> dict[str, str]:
    given: dict[str, str] = _compose()["services"][service]["environment"]
    return given


def _fields(settings: type[BaseSettings]) -> set[str]:
    return set(settings.model_fields)


@pytest.mark.parametrize("service", SERVICES)
def test_every_setting_reaches_its_service(service: str) -> None:
    """Or the list above says why it does not, and names nothing that is passed."""
    passed = {field for field in _fields(SERVICES[service]) if variable(field) in _environment(service)}
    assert _fields(SERVICES[service]) - passed == set(LEFT_OUT[service])


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_gets_nothing_that_it_does_not_read(service: str) -> None:
    """A secret in one container more than needed is one that can be stolen there."""
    assert set(_environment(service)) <= {variable(field) for field in _fields(SERVICES[service])}


@pytest.mark.parametrize("service", SERVICES)
def test_a_choice_is_passed_under_its_own_name(service: str) -> None:
    """A slip of copying would give one variable another's value."""
    choices = {variable(field) for field in _fields(SERVICES[service]) - FIXED}
    for name, value in _environment(service).items():
        assert name not in choices or re.fullmatch(r"\$\{" + name + r"(:[-?].*)?\}", value), name


def test_the_command_line_gets_what_its_commands_read() -> None:
    """Statistics' commands, the officers' rules, and networks of foreign systems; not the keys of personal data."""
    wanted = (_fields(OperatorSettings) - set(OF_THE_IMAGE)) - {"drain_seconds", "session_seconds", "stall_seconds"}
    wanted = (wanted - {"log_level"}) | {"officer_password_length", "system_networks", "credential_keys"}
    assert {variable(field) for field in wanted} <= set(_environment("cli"))
    assert variable("field_keys") not in _environment("cli")
    assert wanted & _fields(OfficerSettings)


def test_every_variable_of_compose_is_in_the_example() -> None:
    """`.env.example` names what compose asks for, and compose asks for what the example calls compose's own."""
    asked = set(re.findall(r"\$\{(LIENTHONG_[A-Z_]+)", COMPOSE.read_text(encoding="utf-8")))
    known = {variable(field) for group in EVERY_GROUP for field in group.model_fields}
    assert asked <= known
    assert {variable(field) for field in ComposeSettings.model_fields} <= asked


def test_the_demo_leaves_one_dossier() -> None:
    """It is run on an installation: the replay of an article would stay in its figures."""
    assert "--story" in _compose()["services"]["demo"]["entrypoint"]


def test_no_secret_has_a_default() -> None:
    """What `lienthong env init` makes is demanded; without it compose refuses to start."""
    text = COMPOSE.read_text(encoding="utf-8")
    for name in ("MONGO_PASSWORD", "TOKEN_SECRET", "CREDENTIAL_KEYS", "FIELD_KEYS", "INTAKE_PRIVATE_JWK"):
        assert not re.search(r"\$\{LIENTHONG_" + name + r"(:-[^}]|\})", text), name
