"""Where the time of our hot paths goes: the services under cProfile, own time summed by package.

cProfile costs most where many small calls are made, so shares of pure Python are somewhat too large.
"""

import asyncio
import pstats
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bench.paths import http, pipeline, replay
from bench.place import Place, running
from bench.sizes import Sizes
from bench.variants import Variant, modules

_SHOWN: Final = 18
_FUNCTIONS: Final = 25
Shares = list[tuple[str, float]]


async def measure(place: Place, sizes: Sizes) -> dict[str, Path]:
    """Profiles by name: intake, notifications, stats, replay."""
    folder = place.folder / "profiles"
    await asyncio.to_thread(folder.mkdir, exist_ok=True)
    namespace = http.namespace_of(Variant.OURS)
    await place.create_topics(namespace)
    with running(place, namespace, modules(Variant.OURS, "intake"), folder) as processes:
        await http.one_round(place, Variant.OURS, processes, sizes.http_seconds, sizes.connections)
    await place.create_topics("profile-")
    with running(place, "profile-", modules(Variant.OURS, "notifications", "stats"), folder) as processes:
        patient = replace(sizes, drain_seconds=6 * sizes.drain_seconds)
        await pipeline.drain(place, Variant.OURS, "profile-", processes, patient)
    await replay.fill(place, sizes.replay_dossiers)
    await replay.replayed(place, Variant.OURS, folder / "replay.prof")
    return {name: folder / f"{name}.prof" for name in ("intake", "notifications", "stats", "replay")}


def by_package(profile: Path) -> Shares:
    """Share of own time by package, largest first; waiting for sockets and starting up are left out."""
    times: defaultdict[str, float] = defaultdict(float)
    for (file, _, name), row in _rows(profile).items():
        if not _is_waiting(name):
            times[package_of(file)] += row[2]
    total = sum(times.values())
    return sorted(((name, time / total) for name, time in times.items()), key=lambda item: -item[1])[:_SHOWN]


def by_function(profile: Path) -> Shares:
    """The functions with most own time."""
    rows = {key: row[2] for key, row in _rows(profile).items() if not _is_waiting(key[2])}
    total = sum(rows.values())
    first = sorted(rows.items(), key=lambda item: -item[1])[:_FUNCTIONS]
    return [
        (f"`{package_of(file)}:{line} {name}`".replace("|", "/"), time / total) for (file, line, name), time in first
    ]


def package_of(file: str) -> str:
    """Return our module, or the package that a file belongs to."""
    parts = Path(file).parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    if "services" in parts:
        inside = parts[parts.index("services") :]
        return "/".join(inside[:3]).removesuffix(".py")
    if file == "~":
        return "built-in"
    return "standard library"


def _is_waiting(name: str) -> bool:
    return "run_forever" in name or "select.epoll" in name or "uvloop.loop.Loop.run" in name


def _rows(profile: Path) -> dict[tuple[str, int, str], Any]:
    stats: Any = pstats.Stats(str(profile))
    found: dict[tuple[str, int, str], Any] = stats.stats
    return found
