"""Intake's variables: those of every service, its keys, and its bounds of business time."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field, FilePath

from services.intake.domain.business_time import TimeBounds
from services.intake.domain.privacy.challenge import ChallengeRules
from services.runtime.settings import (
    ChallengeSettings,
    CredentialKeySettings,
    FieldKeySettings,
    FileSettings,
    Hint,
    IntakePrivateKeySettings,
    NotificationsPublicKeySettings,
    OfficerSettings,
    OidcSettings,
    ScannerSettings,
    ServiceSettings,
    SettingsGroup,
    TimerSettings,
    TokenSettings,
)

__all__ = ["IntakeChoices", "IntakeSettings"]


class IntakeChoices(SettingsGroup):
    """What an operator may choose for intake alone."""

    time_back_hours: Annotated[
        int, Field(ge=1, le=720, description="How far back a stated time may lie (hours)"), Hint("1 to 720")
    ] = 24
    time_ahead_minutes: Annotated[
        int, Field(ge=0, le=60, description="How far ahead a stated time may lie (minutes)"), Hint("0 to 60")
    ] = 5
    reports_per_second: Annotated[
        int,
        Field(ge=1, le=100_000, description="Reports a client may send over HTTP on average; four times that at once"),
        Hint("1 to 100000"),
    ] = 500
    personal_authorities_file: Annotated[
        FilePath | None,
        Field(description="PEM of the authorities whose certificates citizens may sign filings with; empty: none"),
        Hint("a file"),
    ] = None
    lookups_per_second: Annotated[
        int,
        Field(ge=1, le=10_000, description="Look-ups from one address on average; five times that at once"),
        Hint("1 to 10000"),
    ] = 20
    webhook_networks: Annotated[
        str,
        Field(
            pattern=r"^[0-9a-fA-F:./, ]{0,500}$",
            description="Networks besides public ones that webhooks may lead into; http only in loopback ones",
        ),
        Hint("for example 10.20.0.0/16,fd00:1::/32, or leave it out"),
    ] = ""
    webhook_failures: Annotated[
        int, Field(ge=1, le=1000, description="Failures in a row that disable a webhook"), Hint("1 to 1000")
    ] = 20
    public_url: Annotated[
        str,
        Field(pattern=r"^https?://[!-~]{1,100}[^/]$", description="Where citizens reach intake; QR codes lead there"),
        Hint("for example https://mot-cua.example.vn, without a slash at the end"),
    ] = "http://127.0.0.1:8080"

    @property
    def time_bounds(self) -> TimeBounds:
        return TimeBounds(timedelta(hours=self.time_back_hours), timedelta(minutes=self.time_ahead_minutes))


class IntakeSettings(
    ServiceSettings,
    TokenSettings,
    FieldKeySettings,
    ChallengeSettings,
    CredentialKeySettings,
    IntakePrivateKeySettings,
    NotificationsPublicKeySettings,
    OfficerSettings,
    OidcSettings,
    FileSettings,
    ScannerSettings,
    TimerSettings,
    IntakeChoices,
):
    """`python -m services.intake`"""

    @property
    def challenge_rules(self) -> ChallengeRules:
        valid = timedelta(seconds=self.one_time_code_seconds)
        return ChallengeRules(valid, self.one_time_code_tries, self.one_time_codes_per_hour, timedelta(hours=1))
