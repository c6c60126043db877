"""A run on a stack of its own, and its report."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table

from services.ops import environment
from services.ops.chaos.plan import Plan
from services.ops.chaos.run import Outcome, run
from services.ops.platform import PlatformError
from services.ops.platform.locations import PROJECT
from services.ops.processes import ProcessEndedError
from services.ops.stack import Stack

__all__ = ["prepared_stack", "run_fresh", "show"]

_RUNS: Final = PROJECT / ".lienthong" / "chaos"
_SHOWN: Final = 40
# Short, so that a message whose sender was killed is told to be uncertain within the run.
_SETTINGS: Final = {"sms_timeout_seconds": "2", "sms_lease_seconds": "4", "sms_sweep_seconds": "1"}


def prepared_stack(folder: Path, modules: Mapping[str, str] | None = None) -> Stack:
    """Return an unstarted stack in a new folder, set so that a lost sender is noticed soon."""
    folder.mkdir(parents=True, exist_ok=True)
    extra = "".join(f"{environment.variable(name)}={text}\n" for name, text in _SETTINGS.items())
    environment.write(folder / "secrets.env", environment.render(environment.generate()) + extra, force=False)
    return Stack(folder, modules=modules, preferred={})


def run_fresh(plan: Plan, *, keep: bool) -> int:
    """Start everything in a new folder, play the plan, remove the folder; return the exit code."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=160, soft_wrap=True)
    _RUNS.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=_RUNS))
    began = time.monotonic()

    def say(text: str) -> None:
        console.print(f"{time.monotonic() - began:7.1f} s  {text}", markup=False, highlight=False)

    stack, outcome = prepared_stack(folder), None
    try:
        say("starting Kafka, the store and the four services")
        outcome = asyncio.run(run(stack, stack.start(), plan, say))
    except* (PlatformError, ProcessEndedError) as failed:
        say("error: " + "; ".join(map(str, failed.exceptions)))
    finally:
        stack.stop()
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
    if outcome is None:
        return 1
    show(outcome, console)
    return 1 if outcome.findings else 0


def show(outcome: Outcome, console: Console) -> None:
    """Print the figures, then what is wrong."""
    plan, tally = outcome.plan, outcome.tally
    kills = ", ".join(f"{name} {times}" for name, times in sorted(tally.kills.items())) or "none"
    retries = ", ".join(f"{what} {times}" for what, times in tally.retries.most_common()) or "none"
    table = Table(box=box.SIMPLE_HEAD, show_header=False, pad_edge=False)
    for name, value in (
        ("dossiers", f"{plan.dossiers} (seed {plan.seed}, {plan.workers} at a time)"),
        ("killed with SIGKILL", kills),
        ("requests acknowledged", tally.steps),
        ("sent again because of", retries),
        ("reports applied", tally.reports),
        ("SMS in the provider's file", tally.messages),
        ("messages uncertain", tally.uncertain),
        ("facts recounted", tally.facts),
        ("flow", f"{outcome.flow_seconds:.1f} s"),
        ("drain", f"{outcome.drain_seconds:.1f} s"),
        ("wrong", len(outcome.findings)),
    ):
        table.add_row(name, str(value))
    console.print(table)
    for finding in outcome.findings[:_SHOWN]:
        console.print(f"{finding.kind}: {finding.subject} {finding.detail}", markup=False, highlight=False)
    console.print("Everything holds." if not outcome.findings else f"{len(outcome.findings)} things are wrong.")
