"""Free TCP ports on loopback, reserved from the choice until this process ends."""

import random
import socket
from collections.abc import Collection
from typing import Final

LOOPBACK: Final = "127.0.0.1"
# Below the range of outgoing connections that Linux has by default.
_LOWEST: Final = 20_000
_HIGHEST: Final = 31_999
_ATTEMPTS: Final = 200
# Of the system, not of a seed: tests begin with the same seed each, in every process, and would choose alike.
_dice: Final = random.SystemRandom()

_reserved: dict[int, socket.socket] = {}


def free_port(avoid: Collection[int] = ()) -> int:
    """Reserve a random port that nobody uses; raise `OSError` when none is found.

    A server may listen on it, end and come back: meanwhile neither another caller here or in another process chooses
    it, nor does the system give it to an outgoing connection.
    """
    for _ in range(_ATTEMPTS):
        port = _dice.randint(_LOWEST, _HIGHEST)
        if port not in avoid and _reserve(port):
            return port
    raise OSError("no free port found on loopback")


def is_free(port: int) -> bool:
    """Tell whether a server could listen on `port` of loopback now."""
    try:
        socket.create_server((LOOPBACK, port)).close()
    except OSError:
        return False
    return True


def _reserve(port: int) -> bool:
    """Bind without listening, which keeps others from choosing the port but not a server from listening on it.

    Bound without SO_REUSEADDR it collides with whatever is bound already, which is how a reservation is seen; given the
    option afterwards it lets a server with that option in. Where the system does not play along nothing is kept.
    """
    if port in _reserved:
        return False
    mark = socket.socket()
    try:
        mark.bind((LOOPBACK, port))
    except OSError:
        mark.close()
        return False
    mark.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if is_free(port):
        _reserved[port] = mark
    else:
        mark.close()
    return True
