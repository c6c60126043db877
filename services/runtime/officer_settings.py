"""Variables of every service whose pages officers sign in to."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from services.runtime.officers.lockout import LockRules
from services.runtime.officers.session import SessionLimits
from services.runtime.setting import Hint, SettingsGroup

__all__ = ["OfficerSettings"]


class OfficerSettings(SettingsGroup):
    """Officers who work on the pages of a desk (intake, routing, stats)."""

    officer_password_length: Annotated[
        int, Field(ge=8, le=64, description="Least length of a password (characters)"), Hint("8 to 64")
    ] = 12
    officer_login_failures: Annotated[
        int, Field(ge=1, le=20, description="Wrong passwords before a login has to wait"), Hint("1 to 20")
    ] = 5
    officer_lock_seconds: Annotated[
        int,
        Field(ge=1, le=3600, description="First wait, doubled with each further failure (seconds)"),
        Hint("1 to 3600"),
    ] = 60
    officer_lock_most_seconds: Annotated[
        int, Field(ge=1, le=86400, description="Longest wait (seconds)"), Hint("1 to 86400")
    ] = 3600
    officer_idle_minutes: Annotated[
        int,
        Field(ge=1, le=480, description="A session ends after so long without a request (minutes)"),
        Hint("1 to 480"),
    ] = 30
    officer_session_hours: Annotated[
        int, Field(ge=1, le=24, description="A session ends after so long at the latest (hours)"), Hint("1 to 24")
    ] = 10

    @property
    def session_limits(self) -> SessionLimits:
        return SessionLimits(timedelta(minutes=self.officer_idle_minutes), timedelta(hours=self.officer_session_hours))

    @property
    def lock_rules(self) -> LockRules:
        first, longest = (timedelta(seconds=n) for n in (self.officer_lock_seconds, self.officer_lock_most_seconds))
        return LockRules(self.officer_login_failures, first, longest)
