"""Installs the embedded platform once per version of its lock and launcher; later calls only look for it."""

import hashlib
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from services.ops.platform.jars import Report, fetch
from services.ops.platform.java import find_java
from services.ops.platform.launcher import compile_launcher, join
from services.ops.platform.locations import HOME, JAVA_SOURCES, LOCK_FILE
from services.ops.platform.locking import file_lock
from services.ops.platform.maven_lock import COMPILER, KAFKA, STORE, Lock, read_lock

_CLASSES: Final = "classes"
_UNFINISHED: Final = "unfinished-"
_DIGEST_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Installation:
    """A complete installation: jars and compiled launchers, and the Java that runs them."""

    root: Path
    java: Path

    def class_path(self, part: str) -> str:
        return join([self.root / _CLASSES, *jars_in(self.root / part)])


def print_line(line: str) -> None:
    print(f"[platform] {line}", file=sys.stderr, flush=True)


def install(home: Path = HOME, report: Report = print_line, java: str | None = None) -> Installation:
    """Make sure that the platform is installed below `home` and return it; raises `PlatformError`.

    Complete or absent: everything is built in a folder beside its place and renamed at the end, under a lock between
    processes. Whatever an interrupted run left is removed by the next one.
    """
    executable = find_java(java)
    place = home / _digest()
    if not place.is_dir():
        home.mkdir(parents=True, exist_ok=True)
        with file_lock(home / ".lock"):
            if not place.is_dir():
                _build(home, place, executable, report)
    return Installation(place, executable)


def installed(home: Path = HOME) -> bool:
    """Tell whether `install` would find everything in place."""
    return (home / _digest()).is_dir()


def jars_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jar"))


def _digest() -> str:
    """Name an installation by what went into it, so that a changed lock or launcher is installed anew."""
    digest = hashlib.sha256()
    for path in [LOCK_FILE, *sorted(JAVA_SOURCES.rglob("*.java"))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:_DIGEST_LENGTH]


def _build(home: Path, place: Path, java: Path, report: Report) -> None:
    for left in home.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left)
    building = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=home))
    _fill(building, read_lock(), java, report)
    building.rename(place)
    report(f"installed in {place}")


def _fill(building: Path, lock: Lock, java: Path, report: Report) -> None:
    for name, part in lock.items():
        fetch(name, part.jars, building / name, report)
    report("compiling the launchers")
    [compiler] = jars_in(building / COMPILER)
    class_path = [*jars_in(building / KAFKA), *jars_in(building / STORE)]
    compile_launcher(java, compiler, class_path, JAVA_SOURCES, building / _CLASSES)
