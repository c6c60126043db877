"""Fetches locked jars with jgo, through the shared Maven cache of the user, and checks each against the lock."""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from services.ops.platform.errors import ChecksumError, DownloadError
from services.ops.platform.locking import file_lock
from services.ops.platform.maven_lock import LockedJar

Report = Callable[[str], None]

_PARALLEL: Final = 6
_MEGABYTE: Final = 1e6


def fetch(part: str, jars: Iterable[LockedJar], target: Path, report: Report) -> None:
    """Put every jar of `jars` into `target`, verified; raises `DownloadError` or `ChecksumError`."""
    # Loaded here: importing jgo takes longer than a whole later call of install().
    from jgo.maven import MavenContext  # noqa: PLC0415

    target.mkdir(parents=True)
    wanted = list(jars)
    cache = MavenContext().repo_cache
    cache.mkdir(parents=True, exist_ok=True)
    # jgo writes into the cache in place: another clone of this project must not read a half-written jar.
    with file_lock(cache / ".lienthong.lock"), ThreadPoolExecutor(_PARALLEL) as pool:
        found = pool.map(_verified, wanted)
        for number, (jar, source) in enumerate(zip(wanted, found, strict=True), start=1):
            shutil.copyfile(source, target / jar.file_name)
            report(f"{part} {number}/{len(wanted)} {jar.file_name} ({source.stat().st_size / _MEGABYTE:.1f} MB)")


def _verified(jar: LockedJar) -> Path:
    """Return the jar in the cache. A wrong one, say a download cut short long ago, is fetched anew once."""
    path = _resolve(jar.coordinate)
    if sha256_of(path) != jar.sha256:
        path.unlink()
        path = _resolve(jar.coordinate)
    if sha256_of(path) != jar.sha256:
        path.unlink()
        raise ChecksumError(jar.coordinate)
    return path


def _resolve(coordinate: str) -> Path:
    import requests  # noqa: PLC0415 see fetch()
    from jgo.maven import MavenContext  # noqa: PLC0415

    group, artifact, version = coordinate.split(":")
    try:
        return Path(MavenContext().project(group, artifact).at_version(version).artifact().resolve())
    except (requests.RequestException, RuntimeError) as error:  # jgo raises RuntimeError for "not in any repository"
        raise DownloadError(coordinate, error) from error


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
