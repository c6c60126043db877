"""Variables of intake alone: one-time codes, OIDC, files."""

from typing import Annotated

from pydantic import Field, SecretStr

from services.runtime.setting import Hint, SettingsGroup

__all__ = ["ChallengeSettings", "FileSettings", "OidcSettings"]


class ChallengeSettings(SettingsGroup):
    """One-time codes of citizens (intake)."""

    one_time_code_seconds: Annotated[
        int, Field(ge=60, le=3600, description="How long a one-time code holds (seconds)"), Hint("60 to 3600")
    ] = 300
    one_time_code_tries: Annotated[
        int, Field(ge=1, le=20, description="Answers to a one-time code before it is void"), Hint("1 to 20")
    ] = 5
    one_time_codes_per_hour: Annotated[
        int, Field(ge=1, le=100, description="One-time codes sent to one phone in an hour"), Hint("1 to 100")
    ] = 3
    one_time_requests_per_minute: Annotated[
        int,
        Field(ge=1, le=10_000, description="Requests for and answers to one-time codes from one address in a minute"),
        Hint("1 to 10000"),
    ] = 20
    misses_per_minute: Annotated[
        int,
        Field(ge=1, le=10_000, description="Look-ups of codes that do not exist from one address in a minute"),
        Hint("1 to 10000"),
    ] = 30


class OidcSettings(SettingsGroup):
    """An OIDC provider for officers of the desk (intake). Without an issuer there are local accounts alone."""

    oidc_issuer: Annotated[
        str, Field(description="OIDC provider that signs officers in; empty = off"), Hint("an https address, or empty")
    ] = ""
    oidc_client_id: Annotated[str, Field(description="Our client id there"), Hint("as the provider gave it")] = ""
    oidc_client_secret: Annotated[
        SecretStr | None, Field(description="Our client secret there"), Hint("as the provider gave it")
    ] = None


class FileSettings(SettingsGroup):
    """Files of dossiers, and data sources that make papers unnecessary (intake)."""

    files_dir: Annotated[
        str,
        Field(description="Folder of uploaded files, encrypted; shared by all processes of intake"),
        Hint("a folder"),
    ] = ".lienthong/files"
    data_sources_dir: Annotated[
        str | None,
        Field(description="Folder with a file per data source (<source>.jsonl); empty: none answers"),
        Hint("a folder, or leave it out"),
    ] = None
