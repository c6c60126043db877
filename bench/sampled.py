"""Runs a module under a sampling profiler that follows CPU time: `python -m bench.sampled OUT MODULE [arguments]`.

Sampling begins with SIGUSR1, so that starting up is left out, and OUT is written at the end: one line a stack,
innermost function first. Motor works in threads; a sample counts for every thread that was not waiting, by equal parts.
"""

import runpy
import signal
import sys
import threading
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any, Final

_SECONDS: Final = 0.002
_IDLE: Final = frozenset({"wait", "_worker", "run", "select", "receive_data", "_receive_data_on_socket", "recv_into"})

_MONITOR: Final = "pymongo/periodic_executor.py"

Stack = tuple[str, ...]
"""`file:function`, innermost first."""


class Sampler:
    def __init__(self) -> None:
        self.samples: Counter[Stack] = Counter()

    def begin(self, *_: Any) -> None:
        """Take a sample for each slice of CPU time that the process uses."""
        signal.signal(signal.SIGPROF, self._take)
        signal.setitimer(signal.ITIMER_PROF, _SECONDS, _SECONDS)

    def end(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def write(self, file: Path) -> None:
        lines = ("\t".join((f"{weight:.3f}", *stack)) for stack, weight in self.samples.items())
        file.write_text("\n".join(lines), encoding="utf-8")

    def _take(self, _: int, here: FrameType | None) -> None:
        frames = sys._current_frames()  # noqa: SLF001 the documented way to see other threads
        frames.pop(threading.get_ident(), None)
        stacks = [stack_of(frame) for frame in (here, *frames.values()) if frame is not None]
        busy = [stack for stack in stacks if not is_waiting(stack)]
        for stack in busy:
            self.samples[stack] += 1 / len(busy)  # type: ignore[assignment] # a Counter of weights


def is_waiting(stack: Stack) -> bool:
    """Whether a thread uses no CPU there: waiting for work or an answer, or one of the driver's idle monitors."""
    return stack[0].rpartition(":")[2] in _IDLE or any(_MONITOR in frame for frame in stack)


def stack_of(frame: FrameType) -> Stack:
    found = []
    step: FrameType | None = frame
    while step is not None:
        found.append(f"{step.f_code.co_filename}:{step.f_code.co_name}")
        step = step.f_back
    return tuple(found)


def main() -> None:
    out, module = Path(sys.argv[1]), sys.argv[2]
    sys.argv = [module, *sys.argv[3:]]
    sampler = Sampler()
    signal.signal(signal.SIGUSR1, sampler.begin)
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        sampler.end()
        sampler.write(out)


if __name__ == "__main__":
    main()
