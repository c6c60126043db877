"""The committed lock: every jar by Maven coordinate and SHA-256. Which repository serves it is left open."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from services.ops.platform.locations import LOCK_FILE

KAFKA: Final = "kafka"
STORE: Final = "store"
COMPILER: Final = "compiler"


@dataclass(frozen=True, slots=True)
class LockedJar:
    coordinate: str
    """group:artifact:version"""
    sha256: str

    @property
    def file_name(self) -> str:
        _, artifact, version = self.coordinate.split(":")
        return f"{artifact}-{version}.jar"


@dataclass(frozen=True, slots=True)
class LockedPart:
    """One class path: what was asked for and what that resolved to."""

    roots: tuple[str, ...]
    jars: tuple[LockedJar, ...]


Lock = Mapping[str, LockedPart]


def read_lock(path: Path = LOCK_FILE) -> Lock:
    raw = json.loads(path.read_text(encoding="utf-8"))
    return {name: _part(part) for name, part in raw.items()}


def _part(raw: Mapping[str, object]) -> LockedPart:
    roots, jars = raw["roots"], raw["jars"]
    if not isinstance(roots, list) or not isinstance(jars, dict):
        raise TypeError("maven.lock.json: a part has a list of roots and an object of jars")
    return LockedPart(tuple(roots), tuple(LockedJar(coordinate, sha256) for coordinate, sha256 in jars.items()))


def write_lock(lock: Lock, path: Path = LOCK_FILE) -> None:
    raw = {
        name: {"roots": list(part.roots), "jars": {jar.coordinate: jar.sha256 for jar in part.jars}}
        for name, part in lock.items()
    }
    path.write_text(json.dumps(raw, indent=2) + "\n", encoding="utf-8")
