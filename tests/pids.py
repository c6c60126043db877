"""Whether processes of other parents still run."""

import time

import psutil

__all__ = ["ended_within", "runs"]


def runs(pid: int) -> bool:
    """One that ended is gone, or waits for its parent to take note; it may go between two looks at it."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def ended_within(seconds: float, *pids: int) -> bool:
    """Wait until none of them runs; False when one still does after so long."""
    deadline = time.monotonic() + seconds
    while any(map(runs, pids)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
