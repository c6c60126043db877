"""Variables of every service that time has something to say to."""

from typing import Annotated

from pydantic import Field

from services.runtime.setting import Hint, SettingsGroup

__all__ = ["TimerSettings"]


class TimerSettings(SettingsGroup):
    """Alarms of due times (intake, routing)."""

    timer_seconds: Annotated[
        float,
        Field(ge=0.1, le=3600, description="Pause between two looks for what time has something to say to (seconds)"),
        Hint("0.1 to 3600"),
    ] = 10
