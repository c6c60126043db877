"""Where the demo and replays run: on everything fresh in a folder of its own, or on services that run already."""

import asyncio
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from rich.console import Console

from services.ops import waiting
from services.ops.environment import variable
from services.ops.keys import Place
from services.ops.platform import PlatformError
from services.ops.platform.locations import PROJECT
from services.ops.processes import ProcessEndedError
from services.ops.stack import Stack, StackAddresses
from services.ops.target import Target, TargetError, parse_urls

__all__ = ["Work", "run_fresh", "run_on_target"]

Work = Callable[[Target, Console], Awaitable[list[str]]]
"""Returns what was not as it must be."""

_RUNS: Final = PROJECT / ".lienthong" / "runs"
_MEBIBYTE: Final = 2**20
_WRONG: Final = 1
_CONFIGURATION: Final = 2


def run_fresh(work: Work, *, once: bool) -> int:
    """Start everything in a new folder, do the work, and remove it at the end; return the exit code."""
    # As at Ctrl-C: what was started is stopped, and the folder goes.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = _console()
    _RUNS.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=_RUNS))
    try:
        return _run_in(folder, work, console, once=once)
    except (PlatformError, ProcessEndedError) as error:
        console.print(f"error: {error}", markup=False)
        return _WRONG
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_on_target(texts: list[str], sms_file: Path | None, work: Work) -> int:
    """Work against running services; the place of credentials comes from the environment."""
    console = _console()
    try:
        urls = parse_urls(texts)
        place = Place(_required("store_url"), os.environ.get(variable("namespace"), ""), _required("credential_keys"))
    except TargetError as error:
        console.print(f"error: {error}", markup=False)
        return _CONFIGURATION
    readable = sms_file if sms_file and os.access(sms_file, os.R_OK) else None
    return _verdict(asyncio.run(_awaited(work, Target(urls, place, readable), console)), console)


def _run_in(folder: Path, work: Work, console: Console, *, once: bool) -> int:
    began = time.monotonic()
    console.print("Starting Kafka, the store and the four services ...")
    stack = Stack(folder)
    try:
        addresses = stack.start()
        _show_start(stack, addresses, time.monotonic() - began, console)
        target = Target(addresses.services, addresses.place, addresses.sms_file)
        code = _verdict(asyncio.run(_awaited(work, target, console)), console)
        _show_memory(stack, console)
        if not once:
            _stay_open(addresses, console)
        return code
    finally:
        stack.stop()


async def _awaited(work: Work, target: Target, console: Console) -> list[str]:
    return await work(target, console)


def _show_start(stack: Stack, addresses: StackAddresses, seconds: float, console: Console) -> None:
    console.print(f"Everything serves after {seconds:.1f} s.", highlight=False)
    for name, preferred in addresses.replaced_ports.items():
        console.print(f"Port {preferred} is taken: {name} uses {addresses.services[name]}.", highlight=False)
    for one in stack.processes.measures() if stack.processes else []:
        rss = (one.rss_bytes or 0) / _MEBIBYTE
        started = one.start_seconds or 0.0
        url = addresses.services[one.name]
        console.print(
            f"  {one.name:<13}  {url}  pid {one.pid}  ready in {started:.1f} s  {rss:.0f} MiB", highlight=False
        )


def _show_memory(stack: Stack, console: Console) -> None:
    measures = stack.processes.measures() if stack.processes else []
    memory = ", ".join(f"{one.name} {(one.rss_bytes or 0) / _MEBIBYTE:.0f} MiB" for one in measures)
    console.print(f"Resident memory now: {memory}.", highlight=False)


def _stay_open(addresses: StackAddresses, console: Console) -> None:
    intake = addresses.services["intake"]
    console.print(f"\nLook-up page  {intake}/tra-cuu\nAPI           {intake}/openapi.json", highlight=False)
    for name, url in addresses.services.items():
        console.print(f"  {name:<13}  {url}", highlight=False)
    console.print("Ctrl-C stops everything.")
    waiting.until_signal()


def _verdict(wrong: list[str], console: Console) -> int:
    if not wrong:
        console.print("\n[bold green]Everything was right.[/bold green]")
        return 0
    console.print(f"\n[bold red]{len(wrong)} things were wrong:[/bold red]")
    for line in wrong:
        console.print(f"  {line}", markup=False, highlight=False)
    return _WRONG


def _required(field: str) -> str:
    value = os.environ.get(variable(field), "")
    if not value:
        raise TargetError(f"{variable(field)} is not set. Remedy: pass the environment of the services, as in .env")
    return value


def _console() -> Console:
    """A file or a pipe has no width of its own: what is cut off there is lost."""
    console = Console()
    return console if console.is_terminal else Console(width=160, soft_wrap=True)
