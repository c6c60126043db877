"""What notifications can be told from outside, besides what every service needs."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field

from services.notifications.application.policy import SendingPolicy
from services.notifications.domain.composing import Tariff
from services.notifications.domain.machine import RetryRule, SendingRules, UncertainRule
from services.runtime.settings import (
    Hint,
    NotificationsPrivateKeySettings,
    ServiceSettings,
    SettingsGroup,
    TokenSettings,
)

__all__ = ["NotificationsChoices", "NotificationsSettings"]


class NotificationsChoices(SettingsGroup):
    """What an operator may choose for notifications alone."""

    sms_file: Annotated[
        Path, Field(description="Where the file provider writes messages"), Hint("a path that can be written")
    ] = Path(".lienthong/sms.jsonl")
    sms_providers: Annotated[
        Path | None,
        Field(description="YAML file of those who carry messages; without it they are written to sms_file"),
        Hint("a path, or leave it out"),
    ] = None
    sms_quiet_hours: Annotated[
        bool | None,
        Field(description="Whether messages wait for a good time of day; if unset: where sms_providers is set"),
        Hint("true or false, or leave it out"),
    ] = None
    sms_shift_percent: Annotated[
        int,
        Field(ge=1, le=100, description="Share that a provider loses by a failure or a slow answer (percent)"),
        Hint("1 to 100"),
    ] = 10
    sms_slow_seconds: Annotated[
        float,
        Field(gt=0, le=600, description="An answer later than this is slow (seconds)"),
        Hint("more than 0, up to 600"),
    ] = 3.0
    sms_recover_seconds: Annotated[
        float,
        Field(gt=0, le=86400, description="Time in which a provider gets one such share back (seconds)"),
        Hint("more than 0, up to 86400"),
    ] = 60.0
    sms_trip_failures: Annotated[
        int, Field(ge=1, le=1000, description="Failures in a row after which a provider rests"), Hint("1 to 1000")
    ] = 20
    sms_rest_seconds: Annotated[
        float, Field(gt=0, le=3600, description="How long it rests (seconds)"), Hint("more than 0, up to 3600")
    ] = 30.0
    sms_fsync: Annotated[bool, Field(description="Wait for the disk after each message"), Hint("true or false")] = False
    sms_segment_price_vnd: Annotated[
        int, Field(ge=0, le=100_000, description="The provider's price of a segment (dong)"), Hint("0 to 100000")
    ] = 300
    sms_accent_premium_vnd: Annotated[
        int,
        Field(ge=0, le=1_000_000, description="What accents may cost more per message (dong)"),
        Hint("0 to 1000000"),
    ] = 0
    sms_timeout_seconds: Annotated[
        float,
        Field(gt=0, le=600, description="How long the provider may take to answer (seconds)"),
        Hint("more than 0, up to 600"),
    ] = 10.0
    sms_lease_seconds: Annotated[
        float,
        Field(gt=0, le=3600, description="After it a message whose sender is silent is uncertain (seconds)"),
        Hint("at least twice sms_timeout_seconds"),
    ] = 60.0
    sms_attempts: Annotated[
        int, Field(ge=1, le=100, description="Attempts while the provider is busy"), Hint("1 to 100")
    ] = 8
    sms_retry_seconds: Annotated[
        float,
        Field(gt=0, le=3600, description="Pause after the first busy answer, doubled each time (seconds)"),
        Hint("more than 0, up to 3600"),
    ] = 5.0
    sms_retry_most_seconds: Annotated[
        float,
        Field(gt=0, le=86400, description="The longest pause between attempts (seconds)"),
        Hint("more than 0, up to 86400"),
    ] = 600.0
    sms_receipt_hours: Annotated[
        float,
        Field(gt=0, le=720, description="How long receipts of a message are waited for (hours)"),
        Hint("more than 0, up to 720"),
    ] = 72.0
    sms_uncertain_minutes: Annotated[
        float,
        Field(gt=0, le=1440, description="How long a message that may have arrived waits for its receipt (minutes)"),
        Hint("more than 0, up to 1440"),
    ] = 30.0
    sms_uncertain_resends: Annotated[
        int,
        Field(ge=0, le=1, description="Whether a message that may have arrived is then sent once more"),
        Hint("0: never, 1: once, and recorded"),
    ] = 0
    sms_concurrency: Annotated[
        int,
        Field(ge=1, le=10_000, description="Messages claimed together: so many may be uncertain after a kill"),
        Hint("1 to 10000"),
    ] = 32
    contact_patience_seconds: Annotated[
        float,
        Field(ge=0, le=86400, description="How long a message waits for its contact (seconds)"),
        Hint("0 to 86400"),
    ] = 30.0
    contact_retention_days: Annotated[
        int,
        Field(ge=1, le=3650, description="How long the contact of a dossier that ended is kept (days)"),
        Hint("1 to 3650"),
    ] = 365
    sms_sweep_seconds: Annotated[
        float,
        Field(gt=0, le=3600, description="Pause between looks for messages left behind (seconds)"),
        Hint("more than 0, up to 3600"),
    ] = 5.0
    sms_officers: Annotated[
        Path | None,
        Field(description="YAML file of the officers who are warned, by agency; without it nobody is"),
        Hint("a path, or leave it out"),
    ] = None
    sms_officer_hours: Annotated[
        float,
        Field(gt=0, le=168, description="How long a warning to an officer is worth sending (hours)"),
        Hint("more than 0, up to 168"),
    ] = 24.0
    sms_most_segments: Annotated[
        int, Field(ge=1, le=10, description="Segments that a text without a template may have"), Hint("1 to 10")
    ] = 3
    lookup_url: Annotated[
        str,
        Field(
            pattern=r"^https?://[^\s{}\[\]]{1,60}$", description="Citizens' look-up page; the dossier code is appended"
        ),
        Hint("for example http://127.0.0.1:8080/tra-cuu/, at most 60 characters after the scheme"),
    ] = "http://127.0.0.1:8080/tra-cuu/"
    survey_url: Annotated[
        str,
        Field(
            pattern=r"^https?://[^\s{}\[\]]{1,60}$",
            description="Citizens' survey page; the dossier code and the token of the invitation are appended",
        ),
        Hint("for example http://127.0.0.1:8080/khao-sat/result/, at most 60 characters after the scheme"),
    ] = "http://127.0.0.1:8080/khao-sat/result/"
    statistics_url: Annotated[
        str,
        Field(
            pattern=r"^https?://[^\s{}\[\]?#]{1,60}$",
            description="Where officers read the synthesis of a week; agency and week of the digest are appended",
        ),
        Hint("for example http://127.0.0.1:8083/v1/reports/weekly, at most 60 characters after the scheme"),
    ] = "http://127.0.0.1:8083/v1/reports/weekly"

    @property
    def contact_patience(self) -> timedelta:
        return timedelta(seconds=self.contact_patience_seconds)

    @property
    def keeps_quiet_hours(self) -> bool:
        """A file wakes nobody."""
        return self.sms_providers is not None if self.sms_quiet_hours is None else self.sms_quiet_hours

    @property
    def tariff(self) -> Tariff:
        return Tariff(self.sms_segment_price_vnd, self.sms_accent_premium_vnd)

    @property
    def policy(self) -> SendingPolicy:
        """The lease outlives the longest answer, whatever was set."""
        provider = timedelta(seconds=self.sms_timeout_seconds)
        return SendingPolicy(
            provider=provider,
            lease=max(timedelta(seconds=self.sms_lease_seconds), 2 * provider),
            rules=SendingRules(
                retry=RetryRule(
                    self.sms_attempts,
                    timedelta(seconds=self.sms_retry_seconds),
                    timedelta(seconds=self.sms_retry_most_seconds),
                ),
                uncertain=UncertainRule(timedelta(minutes=self.sms_uncertain_minutes), self.sms_uncertain_resends),
                confirm=timedelta(hours=self.sms_receipt_hours),
            ),
            concurrency=self.sms_concurrency,
            batch=self.sms_concurrency,
        )


class NotificationsSettings(ServiceSettings, TokenSettings, NotificationsPrivateKeySettings, NotificationsChoices):
    """`python -m services.notifications`"""
