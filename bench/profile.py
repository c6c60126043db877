"""Where the CPU time of our hot paths goes: the services under bench.sampled doing what is measured."""

import asyncio
import signal
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench.paths import http, pipeline, replay
from bench.place import Place, Running, run_module, running
from bench.sizes import Sizes
from bench.variants import Variant, modules

_SHOWN: Final = 20
_STANDARD: Final = "standard library"
Shares = list[tuple[str, float]]


async def measure(place: Place, sizes: Sizes) -> dict[str, Path]:
    """Samples by name: intake, notifications, stats, replay."""
    folder = place.folder / "profiles"
    await asyncio.to_thread(folder.mkdir, exist_ok=True)
    await _intake(place, sizes, folder)
    await _pipeline(place, sizes, folder)
    await replay.fill(place, sizes.replay_dossiers)
    await run_module(place, replay.NAMESPACE, "bench.sampled", str(folder / "replay"), "bench.ours.replay")
    return {name: folder / name for name in ("intake", "notifications", "stats", "replay")}


def by_package(file: Path) -> Shares:
    """Share of CPU time by package, largest first; the standard library counts for the package that called it."""
    weights: Counter[str] = Counter()
    for weight, stack in _read(file):
        packages = (package_of(frame.rpartition(":")[0]) for frame in stack)
        found = next((package for package in packages if package != _STANDARD), "event loop and start of process")
        weights[found] += weight  # type: ignore[assignment] # a Counter of weights
    return _shares(weights)


def by_function(file: Path) -> Shares:
    """Share of CPU time spent in each of our functions and all that it calls, largest first."""
    weights: Counter[str] = Counter()
    for weight, stack in _read(file):
        for frame in {frame for frame in stack if "/services/" in frame}:
            weights["services" + frame.rpartition("/services")[2].replace(":", " ")] += weight  # type: ignore[assignment]
    total = sum(weight for weight, _ in _read(file))
    return [(name, weight / total) for name, weight in weights.most_common(_SHOWN * 2)]


def package_of(file: str) -> str:
    """Return our module, or the package that a file belongs to."""
    parts = Path(file).parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    if "services" in parts:
        return "/".join(parts[parts.index("services") :][:3]).removesuffix(".py")
    return _STANDARD


async def _intake(place: Place, sizes: Sizes, folder: Path) -> None:
    namespace = http.namespace_of(Variant.OURS)
    await place.create_topics(namespace)
    with running(place, namespace, modules(Variant.OURS, "intake"), folder) as processes:
        await http.one_round(place, Variant.OURS, processes, sizes.http_warm_seconds, sizes.connections)
        _begin(processes)
        await http.one_round(place, Variant.OURS, processes, sizes.http_seconds, sizes.connections)


async def _pipeline(place: Place, sizes: Sizes, folder: Path) -> None:
    namespace, patient = "profile-", replace(sizes, drain_seconds=6 * sizes.drain_seconds)
    await place.create_topics(namespace)
    with running(place, namespace, modules(Variant.OURS, "notifications", "stats"), folder) as processes:
        _begin(processes)
        await pipeline.drain(place, Variant.OURS, namespace, processes, patient)


def _begin(processes: Running) -> None:
    for name in processes.ports:
        processes.processes.kill(name, signal.SIGUSR1)


def _read(file: Path) -> list[tuple[float, list[str]]]:
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return [(float(weight), stack) for weight, *stack in rows]


def _shares(weights: Counter[str]) -> Shares:
    total = sum(weights.values())
    return [(name, weight / total) for name, weight in weights.most_common(_SHOWN)]
