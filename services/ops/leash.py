"""Ties a program to its parent: `python leash.py PARENT_PID program arguments…` asks the kernel for SIGTERM when the
parent dies, however it dies, and becomes the program. Its pid is the program's.

Run as a file with `-S`, importing nothing of ours, so that it costs milliseconds. Linux only; elsewhere it does nothing
but become the program.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    parent, *command = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != int(parent):
            sys.exit("the parent died before the program started")
    os.execvp(command[0], command)  # noqa: S606 the command is the supervisor's


if __name__ == "__main__":
    main()
