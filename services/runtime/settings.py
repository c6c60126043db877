"""Every variable of the platform, once: `lienthong env init`, `.env.example` and the services read this list.

A service's settings class inherits ServiceSettings and the groups it needs; a private key is in one owner's group only.
"""

import sys
from typing import Annotated, Final, Literal, TypeVar

from joserfc.jwk import ECKey
from pydantic import BeforeValidator, Field, InstanceOf, ValidationError
from pydantic_settings import BaseSettings, NoDecode

from services.runtime.compose_settings import ComposeSettings
from services.runtime.file_settings import ResultSettings, ScannerSettings
from services.runtime.intake_settings import ChallengeSettings, FileSettings, OidcSettings
from services.runtime.officer_settings import OfficerSettings
from services.runtime.sealing import KeyRing, read_jwk, read_private_jwk
from services.runtime.setting import PREFIX, Hint, Making, Secret, SettingsGroup
from services.runtime.timer_settings import TimerSettings

__all__ = [
    "EXIT_CONFIGURATION",
    "GROUPS",
    "PREFIX",
    "ChallengeSettings",
    "ComposeSettings",
    "CredentialKeySettings",
    "FieldKeySettings",
    "FileSettings",
    "Hint",
    "IntakePrivateKeySettings",
    "IntakePublicKeySettings",
    "Making",
    "NotificationsPrivateKeySettings",
    "NotificationsPublicKeySettings",
    "OfficerSettings",
    "OidcSettings",
    "ResultSettings",
    "ScannerSettings",
    "ServiceSettings",
    "SettingsGroup",
    "TimerSettings",
    "TokenSettings",
    "explain",
    "hint_of",
    "load_settings",
]

EXIT_CONFIGURATION: Final = 2
_MAKE: Final = "run `lienthong env init` and pass .env to the process"


_RING = Annotated[InstanceOf[KeyRing], NoDecode, BeforeValidator(KeyRing.parse)]
_PUBLIC = Annotated[InstanceOf[ECKey], NoDecode, BeforeValidator(read_jwk)]
_PRIVATE = Annotated[InstanceOf[ECKey], NoDecode, BeforeValidator(read_private_jwk)]


class ServiceSettings(SettingsGroup):
    """What every service needs."""

    kafka_bootstrap: Annotated[
        str, Field(description="Kafka bootstrap servers, host:port[,host:port]"), Hint("for example 127.0.0.1:9092")
    ]
    store_url: Annotated[
        str,
        Field(repr=False, description="MongoDB connection string"),
        Hint("for example mongodb://127.0.0.1:27017/?replicaSet=rs0"),
    ]
    namespace: Annotated[
        str,
        Field(pattern=r"^[a-z0-9-]{0,24}$", description="Prefix of topics and databases; empty in production"),
        Hint("lower-case letters, digits and dashes, at most 24"),
    ] = ""
    http_host: Annotated[str, Field(description="Address to listen on"), Hint("0.0.0.0 inside a container")] = (
        "127.0.0.1"
    )
    http_port: Annotated[
        int, Field(ge=0, le=65535, description="Port to listen on; 0 takes a free one"), Hint("0 to 65535")
    ] = 8080
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        Field(description="Least level that is logged"),
        Hint("DEBUG, INFO, WARNING or ERROR"),
    ] = "INFO"
    catalogue_dir: Annotated[
        str, Field(description="Folder with the catalogue's YAML files"), Hint("for example deploy/catalogue")
    ] = "deploy/catalogue"
    drain_seconds: Annotated[
        float,
        Field(gt=0, le=300, description="Time limit of a graceful stop (seconds)"),
        Hint("more than 0, up to 300"),
    ] = 10.0
    session_seconds: Annotated[
        float,
        Field(ge=2, le=300, description="How long the partitions of a crashed consumer stay with it (seconds)"),
        Hint("2 to 300; the broker's group.min.session.timeout.ms, usually 6 s, is the least"),
    ] = 10.0
    stall_seconds: Annotated[
        float,
        Field(gt=0, le=3600, description="Work without progress for this long fails /livez (seconds)"),
        Hint("more than 0, up to 3600"),
    ] = 60.0


class TokenSettings(SettingsGroup):
    """Access tokens of agencies' software."""

    token_secret: Annotated[Secret, Field(description="Signs access tokens"), Hint(_MAKE, Making.SECRET)]
    token_secret_previous: Annotated[
        Secret | None,
        Field(description="Still accepted while token_secret is being rotated"),
        Hint("the former token_secret, at least 32 characters, or leave it out"),
    ] = None
    token_seconds: Annotated[
        int, Field(ge=60, le=86400, description="Validity of an access token (seconds)"), Hint("60 to 86400")
    ] = 600


class FieldKeySettings(SettingsGroup):
    """Encryption of personal data at rest (intake)."""

    field_keys: Annotated[
        _RING,
        Field(repr=False, description="AES-256 keys id:key, current first; keep old ones as long as data is kept"),
        Hint(_MAKE, Making.KEY_RING),
    ]
    lookup_hash_key: Annotated[
        Secret,
        Field(description="Hashes phones and identity numbers for look-up"),
        Hint(_MAKE, Making.SECRET),
    ]
    lookup_hash_key_previous: Annotated[
        Secret | None,
        Field(description="Still looked for until `lienthong intake keys rotate-fields` has renewed every hash"),
        Hint("the former lookup_hash_key, at least 32 characters, or leave it out"),
    ] = None


class CredentialKeySettings(SettingsGroup):
    """Verification of signed reports (intake, routing)."""

    credential_keys: Annotated[
        _RING,
        Field(repr=False, description="Seals agencies' HMAC secrets on the credential topic; id:key, current first"),
        Hint(_MAKE, Making.KEY_RING),
    ]
    signature_tolerance_seconds: Annotated[
        int,
        Field(ge=1, le=86400, description="Age of a signature that is still accepted (seconds)"),
        Hint("1 to 86400"),
    ] = 300


class IntakePublicKeySettings(SettingsGroup):
    """Who seals to intake."""

    intake_public_jwk: Annotated[
        _PUBLIC,
        Field(description="Personal data in reports is sealed to it; give it to agencies"),
        Hint(_MAKE, Making.PUBLIC_JWK, "intake"),
    ]


class IntakePrivateKeySettings(SettingsGroup):
    """Intake alone."""

    intake_private_jwk: Annotated[
        _PRIVATE,
        Field(repr=False, description="Opens personal data in reports"),
        Hint(_MAKE, Making.PRIVATE_JWK, "intake"),
    ]


class NotificationsPublicKeySettings(SettingsGroup):
    """Who seals contacts to notifications: intake."""

    notifications_public_jwk: Annotated[
        _PUBLIC, Field(description="Contacts are sealed to it"), Hint(_MAKE, Making.PUBLIC_JWK, "notifications")
    ]


class NotificationsPrivateKeySettings(SettingsGroup):
    """Notifications alone."""

    notifications_private_jwk: Annotated[
        _PRIVATE, Field(repr=False, description="Opens contacts"), Hint(_MAKE, Making.PRIVATE_JWK, "notifications")
    ]


GROUPS: Final[tuple[type[BaseSettings], ...]] = (
    ServiceSettings,
    TokenSettings,
    FieldKeySettings,
    ChallengeSettings,
    CredentialKeySettings,
    OfficerSettings,
    OidcSettings,
    FileSettings,
    ScannerSettings,
    ResultSettings,
    TimerSettings,
    IntakePublicKeySettings,
    IntakePrivateKeySettings,
    NotificationsPublicKeySettings,
    NotificationsPrivateKeySettings,
    ComposeSettings,
)

S = TypeVar("S", bound=BaseSettings)


def hint_of(settings: type[BaseSettings], field: str) -> Hint:
    """Return the hint of a field; one without gets its description as the remedy."""
    info = settings.model_fields[field]
    found = next((entry for entry in info.metadata if isinstance(entry, Hint)), None)
    return found or Hint(info.description or "see .env.example")


def explain(settings: type[BaseSettings], error: ValidationError) -> str:
    """Return one line per wrong variable: its name, what is wrong and the remedy, never the value."""
    lines = []
    for problem in error.errors(include_input=False, include_url=False, include_context=False):
        field = str(problem["loc"][0]) if problem["loc"] else ""
        wrong = "is not set" if problem["type"] == "missing" else problem["msg"]
        remedy = hint_of(settings, field).remedy if field in settings.model_fields else "see .env.example"
        lines.append(f"{PREFIX}{field.upper()}: {wrong}. Remedy: {remedy}.")
    return "\n".join(lines)


def load_settings(settings: type[S]) -> S:
    """Read `settings` from the environment; on any problem print all of them and exit with code 2."""
    try:
        return settings()
    except ValidationError as error:
        print("Configuration is not usable:\n" + explain(settings, error), file=sys.stderr)  # noqa: T201 no log yet
        raise SystemExit(EXIT_CONFIGURATION) from None
