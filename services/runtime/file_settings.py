"""Variables of every service that takes files in."""

from typing import Annotated

from pydantic import Field

from services.runtime.setting import Hint, SettingsGroup

__all__ = ["ScannerSettings"]


class ScannerSettings(SettingsGroup):
    """Scanning of uploaded files (intake, routing)."""

    clamd_address: Annotated[
        str | None,
        Field(pattern=r"^[^:\s]+:\d{1,5}$", description="ClamAV's daemon, which scans uploads; empty: not scanned"),
        Hint("host:port, or leave it out"),
    ] = None
