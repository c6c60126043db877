"""The machine that figures come from."""

import os
import platform

__all__ = ["machine"]


def machine() -> str:
    """Return its cores, the Python and the load of the last minute, for the end of a run."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
