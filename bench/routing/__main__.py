"""`python -m bench.routing [--seconds N] [--rate N] [--processes N ...]`: prints what docs/proof.md shows."""

import argparse
import asyncio
import signal
import sys

import uvloop

from bench.machine import machine
from bench.place import opened
from bench.routing.measure import Plan, Run, measure, middle_and_tail


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.routing", description=__doc__)
    parser.add_argument("--rate", type=float, default=260, help="dossier events a second")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--warm", type=float, default=10, help="seconds at half the rate before")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 3], help="of routing; one run for each number")
    given = parser.parse_args()
    plan = Plan(given.rate, given.seconds, given.warm)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with opened() as place, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runs = [runner.run(measure(place, processes, plan)) for processes in given.processes]
    print(report(runs))


def report(runs: list[Run]) -> str:
    """One markdown table, a column for each run."""
    heads = " | ".join(f"{run.processes} process{'es' if run.processes > 1 else ''}" for run in runs)
    rows = ["| | " + heads + " |", "|---|" + "---:|" * len(runs)]
    for name, *cells in zip(_NAMES, *map(_cells, runs), strict=True):
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join([*rows, "", f"{machine()} at the end"])


_NAMES = (
    "dossier events, a second",
    "accepted readable -> route.opened readable, p50 and p99",
    "accepted readable -> first leg.dispatched readable, p50 and p99",
    "accepted sent -> readable (broker alone), p50 and p99",
    "timer of the load behind its plan (machine noise), p50 and p99",
    "not answered in time",
    "CPU of routing per event",
    "CPU of broker and store per event",
    "memory of the largest routing process",
    "processors busy, by anybody",
)


def _cells(run: Run) -> tuple[str, ...]:
    return (
        f"{run.events:,}, {run.events / run.seconds:.0f}",
        *(
            "{:.1f} ms, {:.1f} ms".format(*middle_and_tail(values))
            for values in (run.opened, run.dispatched, run.floor, run.lateness)
        ),
        str(run.missing),
        f"{run.routing_cpu / run.events * 1e6:,.0f} us",
        f"{run.platform_cpu / run.events * 1e6:,.0f} us",
        f"{run.rss_bytes / 2**20:.0f} MiB",
        f"{run.busy:.0%}",
    )


if __name__ == "__main__":
    main()
