"""Where a run happens: its own platform with fresh data, its own secrets, and the processes that it starts."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from services.contracts.topics import TOPICS, Topic
from services.kernel.times import utc_now
from services.ops import environment
from services.ops.platform import EmbeddedPlatform
from services.ops.platform.locations import PROJECT
from services.ops.ports import free_port
from services.ops.processes import ProcessEndedError, Processes, Program
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer
from services.runtime.kafka.operations.topics import apply_topics

AGENCY: Final = "H90.01"
_CLIENT: Final = Principal("bench", frozenset({AGENCY}), frozenset({"dossiers:write", "dossiers:read"}))
_TOKEN_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Place:
    """`secrets` are the variables that all processes share."""

    folder: Path
    kafka: str
    store_url: str
    secrets: Mapping[str, str] = field(repr=False)

    def variables(self, namespace: str, port: int) -> dict[str, str]:
        """Return the environment of one process."""
        own = {
            "kafka_bootstrap": self.kafka,
            "store_url": self.store_url,
            "namespace": namespace,
            "http_port": str(port),
            "log_level": "WARNING",
            "sms_file": str(self.sms_file(namespace)),
        }
        return {**self.secrets, **{environment.variable(name): value for name, value in own.items()}}

    def sms_file(self, namespace: str) -> Path:
        return self.folder / f"{namespace}sms.jsonl"

    def secret(self, name: str) -> str:
        return self.secrets[environment.variable(name)]

    def token(self) -> str:
        """Return an access token of the desk, as intake would issue it."""
        return TokenIssuer(self.secret("token_secret"), _TOKEN_SECONDS, utc_now).issue(_CLIENT)[0]

    async def create_topics(self, namespace: str, topics: Sequence[Topic] = TOPICS) -> None:
        await apply_topics(self.kafka, namespace, topics)


@contextmanager
def opened() -> Iterator[Place]:
    """Start the platform; `STORE_URL` in the environment replaces the store (its databases are left behind)."""
    other_store = os.environ.get("STORE_URL")
    with tempfile.TemporaryDirectory(prefix="lienthong-bench-") as name:
        folder = Path(name)
        platform = EmbeddedPlatform(folder / "platform")
        try:
            platform.start_kafka() if other_store else platform.start()
            yield Place(folder, platform.kafka, other_store or platform.store_url, environment.generate())
        finally:
            platform.stop()


@dataclass(slots=True)
class Running:
    """Processes of one variant on one path."""

    processes: Processes
    ports: dict[str, int]

    @property
    def pids(self) -> list[int]:
        return [one.pid for one in self.processes.measures() if one.pid is not None]


@contextmanager
def running(
    place: Place, namespace: str, modules: Mapping[str, str], profiles: Path | None = None
) -> Iterator[Running]:
    """Start `name -> module` and stop them at the end; with `profiles` each is sampled into `<name>` there."""
    ports: dict[str, int] = {}
    for name in modules:
        ports[name] = free_port(avoid=ports.values())
    programs = [_program(place, namespace, name, module, ports[name], profiles) for name, module in modules.items()]
    with Processes(place.folder / f"{namespace}logs", programs) as processes:
        processes.start()
        try:
            yield Running(processes, ports)
        except Exception:
            _tell_of_the_dead(processes, ports)
            raise


def _tell_of_the_dead(processes: Processes, names: Iterable[str]) -> None:
    """Their logs lie in a folder that is about to go."""
    for name in names:
        if not processes.alive(name):
            print(ProcessEndedError(name, f"ended with code {processes.exit_code(name)}", processes.log(name)))


def _program(place: Place, namespace: str, name: str, module: str, port: int, profiles: Path | None) -> Program:
    program = Program.module(name, module, port, place.variables(namespace, port), folder=PROJECT)
    if profiles is None:
        return program
    sampled = (sys.executable, "-m", "bench.sampled", str(profiles / name), module)
    return Program(name, sampled, port, program.env, program.folder)


async def run_module(place: Place, namespace: str, module: str, *arguments: str) -> bytes:
    """Run `python -m module` to its end and return what it printed; raises RuntimeError when it fails."""
    program = Program.module(module, module, 0, place.variables(namespace, 0))
    child = await asyncio.create_subprocess_exec(
        *program.command,
        *arguments,
        env={**os.environ, **program.env},
        cwd=PROJECT,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        output, _ = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode:
        raise RuntimeError(f"{module} ended with code {child.returncode}")
    return output
