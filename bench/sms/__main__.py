"""`python -m bench.sms [--seconds N] [--burst-seconds N]`: prints what docs/proof.md shows."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence

import uvloop

from bench.machine import machine
from bench.place import opened
from bench.routing.measure import middle_and_tail
from bench.sms.measure import Plan, Run, measure


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.sms", description=__doc__)
    parser.add_argument("--rate", type=float, default=260, help="dossier events a second")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--burst-rate", type=float, default=1000, help="dossier events a second, half of them bulk")
    parser.add_argument("--burst-seconds", type=float, default=60, help="0: no burst")
    parser.add_argument("--drain-seconds", type=float, default=300, help="how long the burst may take to drain")
    given = parser.parse_args()
    plans = [Plan("steady", given.rate, given.seconds)]
    if given.burst_seconds:
        plans.append(Plan("burst", given.burst_rate, given.burst_seconds, 2, given.drain_seconds))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with opened() as place, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        for plan in plans:
            print(report(runner.run(measure(place, plan))), flush=True)
    print(f"{machine()} at the end")


def report(run: Run) -> str:
    """One markdown table."""
    rows = (
        ("dossier events, a second", f"{2 * run.dossiers:,}, {2 * run.dossiers / run.seconds:.0f}"),
        ("accepted sent -> handed over, p50 and p99", _times(run.transactional)),
        ("the same for bulk", _times(run.bulk)),
        ("last event -> last hand-over, transactional and bulk", "{:.1f} s, {:.1f} s".format(*run.drained)),
        ("not handed over, handed over twice", f"{run.missing}, {run.twice}"),
        ("load behind its plan (machine noise), p50 and p99", _times(run.lateness)),
    )
    return "\n".join([f"| {run.plan.name} | |", "|---|---:|", *(f"| {name} | {cell} |" for name, cell in rows), ""])


def _times(values: Sequence[float]) -> str:
    return "{:,.1f} ms, {:,.1f} ms".format(*middle_and_tail(values)) if values else "none"


if __name__ == "__main__":
    main()
