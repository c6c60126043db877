"""A lock between processes that the kernel releases when its holder dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold the exclusive lock of `path`, waiting for other holders; the file stays behind, empty."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
