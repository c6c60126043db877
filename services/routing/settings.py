"""What routing can be told from outside, besides what every service needs."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from services.runtime.settings import (
    CredentialKeySettings,
    Hint,
    OfficerSettings,
    ResultSettings,
    ScannerSettings,
    ServiceSettings,
    SettingsGroup,
    TimerSettings,
    TokenSettings,
)

__all__ = ["RoutingChoices", "RoutingSettings"]


class RoutingChoices(SettingsGroup):
    """What an operator may choose for routing alone."""

    stub_hours: Annotated[
        float,
        Field(gt=0, le=720, description="How long a report waits for its dossier's route (hours)"),
        Hint("more than 0, up to 720"),
    ] = 24.0
    catalogue_patience_seconds: Annotated[
        float,
        Field(
            ge=0, le=86400, description="How long an unknown procedure is waited for, before a dead letter (seconds)"
        ),
        Hint("0 to 86400"),
    ] = 600.0
    report_back_hours: Annotated[
        float,
        Field(gt=0, le=8760, description="How old the business time of a report may be without backfill (hours)"),
        Hint("more than 0, up to 8760"),
    ] = 24.0
    report_ahead_minutes: Annotated[
        float,
        Field(ge=0, le=1440, description="How far ahead the business time of a report may be (minutes)"),
        Hint("0 to 1440"),
    ] = 5.0
    sweep_seconds: Annotated[
        float,
        Field(gt=0, le=3600, description="Pause between looks for stubs that are due (seconds)"),
        Hint("more than 0, up to 3600"),
    ] = 5.0
    systems_dir: Annotated[
        str,
        Field(
            description="Folder of foreign systems: <system>/out and <system>/in; shared by all processes of routing"
        ),
        Hint("a folder"),
    ] = ".lienthong/systems"
    delivery_seconds: Annotated[
        float,
        Field(gt=0, le=60, description="Pause between looks for messages that wait for foreign systems (seconds)"),
        Hint("more than 0, up to 60"),
    ] = 1.0
    system_networks: Annotated[
        str,
        Field(
            pattern=r"^[0-9a-fA-F:./, ]{0,500}$",
            description="Networks besides public ones that foreign systems may be in; http only in loopback ones",
        ),
        Hint("for example 10.20.0.0/16,fd00:1::/32, or leave it out"),
    ] = ""

    @property
    def stub_patience(self) -> timedelta:
        return timedelta(hours=self.stub_hours)

    @property
    def catalogue_patience(self) -> timedelta:
        return timedelta(seconds=self.catalogue_patience_seconds)


class RoutingSettings(
    ServiceSettings,
    TokenSettings,
    CredentialKeySettings,
    OfficerSettings,
    ScannerSettings,
    ResultSettings,
    TimerSettings,
    RoutingChoices,
):
    """`python -m services.routing`"""
