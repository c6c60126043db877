"""How long services take from their spawn until they are ready: `python -m bench.startup [--rounds N]`.

One process at a time on fresh topics; CPU is what the process had used by then. Prints a markdown table of medians.
"""

import argparse
import asyncio
import statistics
from dataclasses import dataclass

import psutil

from bench.machine import machine
from bench.place import Place, opened, running
from services.contracts.topics import TOPICS
from services.ops.target import SERVICES


@dataclass(frozen=True, slots=True)
class Start:
    """`seconds` until `/readyz` said yes; bytes are resident."""

    seconds: float
    cpu_seconds: float
    rss_bytes: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.startup", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--service", choices=SERVICES, action="append")
    given = parser.parse_args()
    with opened() as place:
        asyncio.run(place.create_topics("start-", TOPICS))
        found: dict[str, list[Start]] = {}
        for _ in range(given.rounds):
            for service in given.service or SERVICES:
                found.setdefault(service, []).append(start_once(place, service))
    print(report(found))


def start_once(place: Place, service: str) -> Start:
    with running(place, "start-", {service: f"services.{service}"}) as group:
        (measures,) = group.processes.measures()
        used = psutil.Process(measures.pid).cpu_times()
        return Start(measures.start_seconds or 0.0, used.user + used.system, measures.rss_bytes or 0)


def report(found: dict[str, list[Start]]) -> str:
    rows = ["| service | ready after, best and median | CPU until then | memory |", "|---|---:|---:|---:|"]
    rows += [_row(service, starts) for service, starts in found.items()]
    return "\n".join([*rows, "", f"{machine()} at the end"])


def _row(service: str, starts: list[Start]) -> str:
    seconds = [start.seconds for start in starts]
    cpu = statistics.median(start.cpu_seconds for start in starts)
    memory = statistics.median(start.rss_bytes for start in starts) / 2**20
    return f"| {service} | {min(seconds):.2f} s, {statistics.median(seconds):.2f} s | {cpu:.2f} s | {memory:.0f} MiB |"


if __name__ == "__main__":
    main()
