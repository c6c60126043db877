"""The main job as its users start it: a command, its output, its exit code."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from services.ops.stack import PREFERRED_PORTS

pytestmark = [pytest.mark.platform, pytest.mark.timeout(420)]

_SECONDS = 400
_SMALLEST = "1000"


@pytest.fixture
def taken_ports() -> Iterator[None]:
    """Somebody listens on every default port; ports that are taken already serve as well."""
    sockets = []
    for port in PREFERRED_PORTS.values():
        listener = socket.socket()
        sockets.append(listener)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen()
        except OSError:
            continue
    yield
    for listener in sockets:
        listener.close()


def _demo(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from services.ops.cli import main; main()", "demo", "--once", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603 our own


def test_the_demo_runs_twice_in_a_row_also_with_its_ports_taken(taken_ports: None) -> None:
    """Every step, every SMS and every figure is told and right, and nothing of the first run disturbs the second."""
    for _ in range(2):
        done = _demo("--scale", _SMALLEST)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Everything was right." in done.stdout
        assert "Port 8080 is taken" in done.stdout
        _check_story(done.stdout)
        _check_figures(done.stdout)


def _check_story(output: str) -> None:
    for template in ("accepted", "payment_due", "result_ready", "survey"):
        assert re.search(rf"\d+ ms  notifications  SMS {template}: “Ho so H90\.01-", output), template
    for status in ("1 Mới đăng ký", "2 Được tiếp nhận", "6 Yêu cầu", "9 Đã xử lý xong", "10 Đã trả kết quả"):
        assert status in output, status
    assert re.search(r"clock paused while the tax branch works: no due date", output)
    for service in PREFERRED_PORTS:
        assert re.search(rf"  {service} +http://127\.0\.0\.1:\d+ .* ready in [\d.]+ s  \d+ MiB", output), service


def _check_figures(output: str) -> None:
    assert len(re.findall(r"^ +X\d\d .* yes ", output, re.MULTILINE)) == 22
    assert "5089 + 5369 + 1055 + 4456 = 15969, printed 15696, gap 273: " in output
    assert "perhaps a misprint: 15696 for 15969, the digits 6 and 9 taken for one another" in output
    assert "0 + 0 + 790 + 4078 = 4868, as printed" in output
    assert re.search(r"Not in a replay:\n  F1  .*\n  F2  ", output)


def test_a_target_without_its_secrets_is_refused() -> None:
    """Running services are not started, so the environment must say where their credentials are made."""
    urls = ",".join(f"{name}=http://127.0.0.1:{port}" for name, port in PREFERRED_PORTS.items())
    done = _demo("--target", urls)
    assert done.returncode == 2
    assert "LIENTHONG_STORE_URL is not set. Remedy:" in done.stdout
