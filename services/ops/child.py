"""One supervised child process: its start, readiness, measures and end."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import psutil

from services.ops.ports import LOOPBACK

_LEASH: Final = Path(__file__).with_name("leash.py")
_PROBE_TIMEOUT_SECONDS: Final = 2.0
_READY_STATUS: Final = 200
_FRUGAL: Final = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""glibc gives every thread an arena of its own and keeps what was freed: a tenth to a sixth of intake's memory."""


@dataclass(frozen=True, slots=True)
class Program:
    """What to run: `command` with `env` added to ours; it serves `/readyz` on `port` of loopback."""

    name: str
    command: tuple[str, ...]
    port: int
    env: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    """Working folder; ours when None"""

    @classmethod
    def module(cls, name: str, module: str, port: int, env: Mapping[str, str], folder: Path | None = None) -> "Program":
        """Return the program `python -m module`, as frugal with memory as in the image."""
        return cls(name, (sys.executable, "-m", module), port, {**_FRUGAL, **env}, folder)


@dataclass(frozen=True, slots=True)
class Measures:
    """What a child costs; fields are None while it does not run, `start_seconds` until it was ready."""

    name: str
    pid: int | None
    rss_bytes: int | None
    start_seconds: float | None


class Child:
    def __init__(self, program: Program, log: Path) -> None:
        self.program = program
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None
        self.log_start = 0
        self._spawned_at = 0.0
        self._start_seconds: float | None = None

    def spawn(self, spawner: Executor) -> None:
        """Start the program from a thread of `spawner`, which must outlive it: that thread is its parent."""
        self._start_seconds = None
        self._spawned_at = time.monotonic()
        self._process = spawner.submit(self._open).result()

    def _open(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as output:
            self.log_start = output.tell()
            return subprocess.Popen(  # noqa: S603 the command is the program's
                [sys.executable, "-S", str(_LEASH), str(os.getpid()), *self.program.command],
                env={**os.environ, **self.program.env},
                cwd=self.program.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl-C in the terminal reaches us alone, and we stop the children in order.
                start_new_session=True,
            )

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """Negative: the signal that ended it."""
        return self._process.poll() if self._process is not None else None

    def check_ready(self) -> bool:
        """Ask `/readyz`; the first yes fixes the start-up time. Whoever else took the port meanwhile does not count."""
        if self._start_seconds is None and self._listens() and _answers_ready(self.program.port):
            self._start_seconds = time.monotonic() - self._spawned_at
        return self._start_seconds is not None and self.alive

    def _listens(self) -> bool:
        if self._process is None or not self.alive:
            return False
        try:
            found = psutil.Process(self._process.pid).net_connections(kind="tcp")
        except psutil.Error:
            return False
        return any(each.status == psutil.CONN_LISTEN and each.laddr.port == self.program.port for each in found)

    def send(self, number: signal.Signals) -> None:
        """Send a signal; SIGKILL returns when the process is gone. Does nothing when it does not run."""
        if self._process is None:
            return
        self._process.send_signal(number)
        if number is signal.SIGKILL:
            self._process.wait()

    def wait(self, timeout_seconds: float) -> bool:
        """Wait for the end; False when it has not come in time."""
        if self._process is None:
            return True
        try:
            self._process.wait(max(0.0, timeout_seconds))
        except subprocess.TimeoutExpired:
            return False
        return True

    def measures(self) -> Measures:
        if self._process is None or not self.alive:
            return Measures(self.program.name, None, None, self._start_seconds)
        try:
            rss = psutil.Process(self._process.pid).memory_info().rss
        except psutil.NoSuchProcess:
            rss = None
        return Measures(self.program.name, self._process.pid, rss, self._start_seconds)


def _answers_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=_PROBE_TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == _READY_STATUS
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
