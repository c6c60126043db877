"""Ports that stay ours while nobody listens on them."""

import random
import socket
import subprocess
import sys

import pytest

from services.ops import ports
from services.ops.ports import LOOPBACK, free_port, is_free

_CHOOSE = """
from services.ops import ports
ports._LOWEST = ports._HIGHEST = {port}
print(ports.is_free({port}))
try:
    ports.free_port()
except OSError as error:
    print(error)
"""


def test_reserved_port_is_chosen_by_nobody_else() -> None:
    """While a killed server is down its port can be listened on, but no other process chooses it."""
    port = free_port()
    code = _CHOOSE.format(port=port)
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 our own code
    assert seen.stdout.splitlines() == ["True", "no free port found on loopback"]


def test_server_comes_back_on_its_port() -> None:
    """After a server with open connections has ended, the next one listens on the same port."""
    port = free_port()
    for _ in range(3):
        with socket.create_server((LOOPBACK, port)) as server:
            client = socket.create_connection((LOOPBACK, port))
            accepted, _ = server.accept()
            accepted.close()
            client.close()
            assert not is_free(port)
        assert is_free(port)


def test_reserved_port_is_given_to_no_outgoing_connection() -> None:
    """A client that asks for a port of its own choice is refused the reserved one."""
    port = free_port()
    with socket.socket() as client, pytest.raises(OSError, match="in use"):
        client.bind((LOOPBACK, port))


def test_ports_do_not_run_out_where_every_test_begins_with_the_same_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Callers with one seed do not try one another's ports first."""
    monkeypatch.setattr(ports, "_ATTEMPTS", 6)
    chosen = set()
    for _ in range(12):
        random.seed(7)
        chosen.add(free_port())
    assert len(chosen) == 12
