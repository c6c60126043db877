"""Waiting for the operator to end a command that runs until told otherwise."""

import signal
import threading


def until_signal() -> None:
    """Return at Ctrl-C (SIGINT) or SIGTERM; further ones are ignored, so that the stop that follows is not cut off."""
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    asked.wait()
