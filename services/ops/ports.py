"""Free TCP ports on loopback, chosen so that they stay free between the choice and the bind."""

import random
import socket
from collections.abc import Collection
from typing import Final

LOOPBACK: Final = "127.0.0.1"
# Below the range of outgoing connections, one of which could take the port of a broker that is being restarted.
_LOWEST: Final = 20_000
_HIGHEST: Final = 31_999
_ATTEMPTS: Final = 200


def free_port(avoid: Collection[int] = ()) -> int:
    """Choose at random a port that nobody listens on; raise `OSError` when none is found.

    Random rather than next: test sessions that start together then rarely choose the same one.
    """
    for _ in range(_ATTEMPTS):
        port = random.randint(_LOWEST, _HIGHEST)  # noqa: S311 a port is not a secret
        if port not in avoid and is_free(port):
            return port
    raise OSError("no free port found on loopback")


def is_free(port: int) -> bool:
    """Tell whether `port` could be bound on loopback now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
