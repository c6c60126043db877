"""A supervisor of named child processes, for `lienthong up`, the demo and the tests that kill services."""

import signal
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from services.ops.child import Child, Measures, Program

__all__ = ["Measures", "ProcessEndedError", "Processes", "Program"]

READY_SECONDS: Final = 60.0
GRACE_SECONDS: Final = 15.0
_POLL_SECONDS: Final = 0.02
_SHOWN_LINES: Final = 20
_SHOWN_LETTERS: Final = 500
"""A line of a log may have a whole traceback."""


class ProcessEndedError(RuntimeError):
    """A child ended, or was not ready in time; the message has the end of what it wrote since it started."""

    def __init__(self, name: str, what: str, log: Path, start: int = 0) -> None:
        """`start` is how long the log was (bytes) before the child wrote to it."""
        written = log.read_bytes()[start:] if log.exists() else b""
        lines = written.decode(errors="replace").splitlines()[-_SHOWN_LINES:]
        shown = "\n".join(line if len(line) <= _SHOWN_LETTERS else f"{line[:_SHOWN_LETTERS]}…" for line in lines)
        super().__init__(f"{name} {what}; the end of {log}:\n{shown}")


def _ended(child: Child, what: str) -> ProcessEndedError:
    return ProcessEndedError(child.program.name, what, child.log, child.log_start)


class Processes:
    """Starts, watches and ends children; each one's output is appended to `<log_dir>/<name>.log`.

    The children get SIGTERM when this process dies. Every method may be called from any thread, one call at a time.
    """

    def __init__(self, log_dir: Path, programs: Iterable[Program]) -> None:
        log_dir.mkdir(parents=True, exist_ok=True)
        self._children = {program.name: Child(program, log_dir / f"{program.name}.log") for program in programs}
        # One thread starts all children and lives as long as we do, see Child.spawn.
        self._spawner = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spawner")

    def start(self, *names: str, timeout_seconds: float = READY_SECONDS) -> None:
        """Start `names`, by default all, that do not run, and wait until they are ready; raises `ProcessEndedError`."""
        wanted = [self._children[name] for name in names or self._children]
        for child in wanted:
            if not child.alive:
                child.spawn(self._spawner)
        self._wait_ready(wanted, timeout_seconds)

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to one child; after SIGKILL it is gone when this returns."""
        self._children[name].send(number)

    def restart(self, name: str, timeout_seconds: float = READY_SECONDS) -> None:
        """Start a child again, after stopping it gracefully if it runs, and wait until it is ready."""
        self._stop([self._children[name]], GRACE_SECONDS)
        self.start(name, timeout_seconds=timeout_seconds)

    def end(self, name: str, grace_seconds: float = GRACE_SECONDS) -> None:
        """Stop one child gracefully; it is gone when this returns."""
        self._stop([self._children[name]], grace_seconds)

    def run_instead(self, name: str, module: str, timeout_seconds: float = READY_SECONDS) -> None:
        """Stop a child gracefully and start `python -m module` in its place, with the same port and environment."""
        child = self._children[name]
        self._stop([child], GRACE_SECONDS)
        old = child.program
        self._children[name] = Child(Program.module(name, module, old.port, old.env, old.folder), child.log)
        self.start(name, timeout_seconds=timeout_seconds)

    def stop(self, grace_seconds: float = GRACE_SECONDS) -> list[str]:
        """Stop all children at once: SIGTERM, then SIGKILL after the grace; returns who had to be killed."""
        return self._stop(list(self._children.values()), grace_seconds)

    def alive(self, name: str) -> bool:
        return self._children[name].alive

    def exit_code(self, name: str) -> int | None:
        """Return the last exit code, negative for a signal; None while it runs."""
        return self._children[name].exit_code

    def log(self, name: str) -> Path:
        return self._children[name].log

    def measures(self) -> list[Measures]:
        """Return pid, memory and start-up time of every child."""
        return [child.measures() for child in self._children.values()]

    def _wait_ready(self, children: list[Child], timeout_seconds: float) -> None:
        deadline = time.monotonic() + timeout_seconds
        waiting = children
        while waiting := [child for child in waiting if not child.check_ready()]:
            for child in waiting:
                if not child.alive:
                    raise _ended(child, f"ended with code {child.exit_code}")
            if time.monotonic() > deadline:
                raise _ended(waiting[0], "was not ready in time")
            time.sleep(_POLL_SECONDS)

    def _stop(self, children: list[Child], grace_seconds: float) -> list[str]:
        running = [child for child in children if child.alive]
        for child in running:
            child.send(signal.SIGTERM)
        deadline = time.monotonic() + grace_seconds
        stubborn = [child for child in running if not child.wait(deadline - time.monotonic())]
        for child in stubborn:
            child.send(signal.SIGKILL)
        return [child.program.name for child in stubborn]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._spawner.shutdown()
