"""One Java virtual machine as a child process, with its output in a file."""

import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

# Small heaps, and the quick compiler only: it starts 1.5 s sooner, and on two busy cores it stays ahead, because the
# thorough one competes with what it compiles (measured: produces 38,000/s against 23,000, updates 1,300/s against 750).
JVM_OPTIONS: Final = (
    "-Xms64m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Djava.net.preferIPv4Stack=true",
)
_POLL_SECONDS: Final = 0.03


class Jvm:
    """A running Java program that dies with us: it watches the pipe of its standard input (ParentWatch.java)."""

    def __init__(self, command: Sequence[str], log: Path) -> None:
        with log.open("ab") as output:
            # A session of its own: Ctrl-C in the terminal reaches us alone, and we stop the children in order.
            self._process = subprocess.Popen(  # noqa: S603 the command is ours
                command, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def wait_until(self, ready: Callable[[], bool], timeout_seconds: float) -> bool:
        """Wait until `ready`; False when the process ended or the time passed before."""
        deadline = time.monotonic() + timeout_seconds
        while self.alive and time.monotonic() < deadline:
            if ready():
                return True
            time.sleep(_POLL_SECONDS)
        return False

    def stop(self, grace_seconds: float) -> None:
        """Ask the process to end, and kill it when it has not after `grace_seconds`."""
        if self.alive:
            self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(grace_seconds)
        except subprocess.TimeoutExpired:
            self.kill()
        self._close()

    def kill(self) -> None:
        """End the process with SIGKILL and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        self._close()

    def _close(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
