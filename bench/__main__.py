"""`python -m bench [--quick] [--only PATH] [--profile]`: measure ours against the plain build and the ceiling."""

import argparse
import asyncio
import os
import platform
import signal
import sys
import time

import psutil

from bench import profile, report
from bench.paths import http, latency, pipeline, replay
from bench.place import Place, opened
from bench.sizes import DEFAULT, QUICK, Sizes
from bench.variants import Rounds

_PATHS = {report.HTTP: http.measure, report.PIPELINE: pipeline.measure, report.REPLAY: replay.measure}
_NAMES = {"http": report.HTTP, "pipeline": report.PIPELINE, "replay": report.REPLAY}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, one round: does it work at all")
    parser.add_argument("--only", choices=[*_NAMES, "latency"], action="append", help="only this path; may be repeated")
    parser.add_argument("--profile", action="store_true", help="instead: where the time of our services goes")
    given = parser.parse_args()
    sizes = QUICK if given.quick else DEFAULT
    # A run that is cut off still stops its servers and removes its data.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    begun = time.perf_counter()
    with opened() as place:
        if given.profile:
            asyncio.run(_profile(place, sizes))
        else:
            asyncio.run(_measure(place, sizes, given.only or [*_NAMES, "latency"]))
    print(f"\n{_machine()}; the run took {time.perf_counter() - begun:.0f} s.")


async def _measure(place: Place, sizes: Sizes, wanted: list[str]) -> None:
    results: dict[report.Path, Rounds] = {}
    for path in (_NAMES[name] for name in _NAMES if name in wanted):
        _tell(path.name)
        results[path] = await _PATHS[path](place, sizes)
    parts = [report.targets(results), report.throughput(results)] if results else []
    if "latency" in wanted:
        _tell("latency")
        parts.append(report.latencies(await latency.measure(place, sizes)))
    print("\n\n".join(parts))


async def _profile(place: Place, sizes: Sizes) -> None:
    for name, file in (await profile.measure(place, sizes)).items():
        print(report.shares(name, profile.by_package(file)), end="\n\n")
        print(report.shares(f"{name}: our functions with all that they call", profile.by_function(file)), end="\n\n")


def _tell(what: str) -> None:
    print(f"[bench] {what}", file=sys.stderr)


def _machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    load = os.getloadavg()[0]
    store = "the store at STORE_URL" if os.environ.get("STORE_URL") else "the embedded store"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}, {store}, load {load:.1f}"


if __name__ == "__main__":
    main()
