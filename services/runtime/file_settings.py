"""Variables of every service that takes files in."""

from typing import Annotated

from pydantic import BeforeValidator, Field, InstanceOf
from pydantic_settings import NoDecode

from services.runtime.sealing import KeyRing
from services.runtime.setting import Hint, Making, SettingsGroup

__all__ = ["ResultSettings", "ScannerSettings"]


class ScannerSettings(SettingsGroup):
    """Scanning of uploaded files (intake, routing)."""

    clamd_address: Annotated[
        str | None,
        Field(pattern=r"^[^:\s]+:\d{1,5}$", description="ClamAV's daemon, which scans uploads; empty: not scanned"),
        Hint("host:port, or leave it out"),
    ] = None


class ResultSettings(SettingsGroup):
    """Signed results that agencies attach on their pages (routing)."""

    result_keys: Annotated[
        Annotated[InstanceOf[KeyRing], NoDecode, BeforeValidator(KeyRing.parse)] | None,
        NoDecode,
        Field(repr=False, description="Encrypts the files, id:key, current first; empty: no files are taken"),
        Hint("run `lienthong env init` and pass .env to the process", Making.KEY_RING),
    ] = None
    results_dir: Annotated[
        str,
        Field(description="Folder of the files, encrypted; shared by all processes of routing"),
        Hint("a folder"),
    ] = ".lienthong/results"
