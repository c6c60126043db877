"""Kills this process at one certain moment of its work, once in the life of an installation."""

import os
import signal
from pathlib import Path


class KillPoint:
    """`reach` is called at the moment; at the k-th time the process dies by SIGKILL, unless one died there before.

    The mark lies beside the provider's file, so that a process that is started again goes past the point.
    """

    def __init__(self, name: str, at: int) -> None:
        self._mark = Path(os.environ["LIENTHONG_SMS_FILE"]).with_name(f"killed-{name}")
        self._left = at

    def reach(self) -> None:
        self._left -= 1
        if self._left == 0 and not self._mark.exists():
            self._mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
