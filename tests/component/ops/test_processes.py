"""The supervisor against real child processes."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from services.ops.ports import free_port, is_free
from services.ops.processes import ProcessEndedError, Processes, Program
from tests.pids import ended_within, runs

TINY = Path(__file__).with_name("tiny_server.py")
PATIENCE = 60.0
Supervise = Callable[..., Processes]


def tiny(name: str, mode: str = "good") -> Program:
    port = free_port()
    return Program(name, (sys.executable, str(TINY), str(port), mode), port)


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Supervise]:
    """Make supervisors whose children end with the test."""
    made: list[Processes] = []

    def make(*programs: Program) -> Processes:
        made.append(Processes(tmp_path / "logs", programs))
        return made[-1]

    yield make
    for processes in made:
        processes.stop(grace_seconds=0.5)


def test_start_measures_and_logs(supervise: Supervise) -> None:
    """Started children are ready, have a pid, memory and a start-up time, and their output is in a file."""
    processes = supervise(tiny("one"), tiny("two"))
    began = time.monotonic()
    processes.start()
    elapsed = time.monotonic() - began
    for one in processes.measures():
        assert one.pid is not None
        assert psutil.Process(one.pid).cmdline()[1] == str(TINY)
        assert one.rss_bytes is not None
        assert one.rss_bytes > 2**20
        assert one.start_seconds is not None
        assert 0 < one.start_seconds <= elapsed
    assert processes.log("one").read_text() == "mode good\n"


def test_graceful_stop(supervise: Supervise) -> None:
    """A stop sends SIGTERM and needs no SIGKILL for children that listen."""
    processes = supervise(tiny("one"), tiny("two"))
    processes.start()
    assert processes.stop(PATIENCE) == []
    assert [processes.exit_code(name) for name in ("one", "two")] == [0, 0]


def test_stubborn_child_is_killed(supervise: Supervise) -> None:
    """A child that ignores SIGTERM is killed after the grace and named; one that ended before is not."""
    processes = supervise(tiny("deaf", "deaf"), tiny("good"))
    processes.start()
    processes.end("good", PATIENCE)
    assert processes.stop(grace_seconds=0.5) == ["deaf"]
    assert processes.exit_code("deaf") == -signal.SIGKILL
    assert processes.exit_code("good") == 0


def test_kill_and_restart(supervise: Supervise) -> None:
    """After SIGKILL the child is gone; a restart brings it back on its port, appending to its log."""
    processes = supervise(tiny("one"))
    processes.start()
    before = processes.measures()[0].pid
    processes.kill("one")
    assert not processes.alive("one")
    assert processes.measures()[0].pid is None
    processes.restart("one")
    assert processes.alive("one")
    assert processes.measures()[0].pid != before
    assert processes.log("one").read_text() == "mode good\n" * 2


def test_restart_of_a_running_child_stops_it_first(supervise: Supervise) -> None:
    """A restart of a child that runs ends it gracefully before."""
    processes = supervise(tiny("one"))
    processes.start()
    before = processes.measures()[0].pid
    processes.restart("one")
    assert before is not None
    assert not runs(before)
    assert processes.alive("one")


def test_start_leaves_running_children_alone(supervise: Supervise) -> None:
    """A second start does not touch a child that runs."""
    processes = supervise(tiny("one"))
    processes.start()
    before = processes.measures()[0].pid
    processes.start()
    assert processes.measures()[0].pid == before


def test_child_that_ends_while_starting(supervise: Supervise) -> None:
    """The error names the child, its exit code and what it wrote last."""
    processes = supervise(tiny("good"), tiny("bad", "crash"))
    with pytest.raises(ProcessEndedError, match=r"(?s)bad ended with code 3.*mode crash"):
        processes.start()


def test_only_what_was_written_since_the_start_is_told(supervise: Supervise, tmp_path: Path) -> None:
    """The log goes on from start to start: errors of the day before would be taken for the reason."""
    processes = supervise(tiny("bad", "crash"))
    (tmp_path / "logs" / "bad.log").write_text("an error of yesterday\n", encoding="utf-8")
    with pytest.raises(ProcessEndedError, match="mode crash") as caught:
        processes.start()
    assert "yesterday" not in str(caught.value)


def test_child_that_is_never_ready(supervise: Supervise) -> None:
    """An answer other than 200 is not readiness; waiting for it has an end."""
    processes = supervise(tiny("one", "unready"))
    with pytest.raises(ProcessEndedError, match="not ready in time"):
        processes.start(timeout_seconds=1)


def test_children_outlive_the_thread_that_started_them(supervise: Supervise) -> None:
    """A start from a thread that ends, as asyncio.to_thread may, does not take the children with it."""
    processes = supervise(tiny("one"))
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(processes.start).result()
    pid = processes.measures()[0].pid
    assert pid is not None
    assert not ended_within(0.5, pid)


def test_children_die_with_their_supervisor(tmp_path: Path) -> None:
    """SIGKILL of the supervising process ends its children too."""
    program = tiny("one")
    code = (
        "import sys, pathlib; from services.ops.processes import Processes, Program\n"
        f"program = Program('one', {program.command!r}, {program.port})\n"
        f"processes = Processes(pathlib.Path({str(tmp_path)!r}), [program])\n"
        "processes.start(); print(processes.measures()[0].pid, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(  # noqa: S603 the command is ours
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as supervisor:
        assert supervisor.stdout is not None
        child = int(supervisor.stdout.readline())
        assert runs(child)
        supervisor.kill()
    assert ended_within(PATIENCE, child)
    assert is_free(program.port)


def test_a_stranger_on_the_port_is_not_taken_for_the_child(supervise: Supervise) -> None:
    """Another program answers where the child wanted to listen: the child ends, and that is told."""
    stranger = tiny("stranger")
    supervise(stranger).start()
    here = Program("child", (sys.executable, str(TINY), str(stranger.port), "good"), stranger.port)
    with pytest.raises(ProcessEndedError, match="child ended with code 1"):
        supervise(here).start()
