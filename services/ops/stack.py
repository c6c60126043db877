"""Everything of one installation on this machine: platform, topics and the four services, as `lienthong up` runs it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from dotenv import dotenv_values

from services.ops import environment
from services.ops.keys import Place
from services.ops.new_rules import count_by_new_rules
from services.ops.platform import Addresses, EmbeddedPlatform
from services.ops.platform.locations import PROJECT
from services.ops.ports import LOOPBACK, free_port, is_free
from services.ops.processes import Processes, Program
from services.runtime.kafka.operations.topics import apply_topics

# Where operators look first; a port that is taken is replaced by a free one.
PREFERRED_PORTS: Final = {"intake": 8080, "routing": 8081, "notifications": 8082, "stats": 8083}

# Four interpreters start at once; on a busy machine of two cores that has taken more than half a minute.
_READY_SECONDS: Final = 120.0


@dataclass(frozen=True, slots=True)
class StackAddresses:
    platform: Addresses
    services: dict[str, str]
    """Base URLs by service name"""
    place: Place
    """Where credentials are made"""
    sms_file: Path
    """What the file provider writes instead of sending"""
    replaced_ports: dict[str, int]
    """Preferred ports that were taken, by service name"""


class Stack:
    """Starts in order and stops in reverse; data, secrets and logs stay below `folder` for the next start."""

    def __init__(
        self,
        folder: Path,
        *,
        namespace: str = "",
        modules: Mapping[str, str] | None = None,
        preferred: Mapping[str, int] = PREFERRED_PORTS,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`modules` names what runs as a service instead of `services.<name>`; tests inject faults by it.

        A service without a `preferred` port gets a random one: whoever kills services must not lose 8080 to another
        installation while a service is down. `tell` hears what takes long.
        """
        self.folder = folder.resolve()
        self.namespace = namespace
        self._modules = modules or {}
        self._preferred = preferred
        self._tell = tell
        self.platform = EmbeddedPlatform(self.folder / "platform")
        self.processes: Processes | None = None

    def start(self) -> StackAddresses:
        """Start everything and wait until it serves; raises `PlatformError` or `ProcessEndedError`."""
        try:
            return self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> StackAddresses:
        addresses = self.platform.start()
        asyncio.run(apply_topics(addresses.kafka, self.namespace, replication=1))
        if (self.folder / "logs" / "stats.log").exists():
            asyncio.run(count_by_new_rules(addresses.kafka, addresses.store_url, self.namespace, self._tell))
        ports = _ports(self._preferred)
        urls = {name: f"http://{LOOPBACK}:{port}" for name, port in ports.items()}
        env = self._environment(addresses, urls)
        programs = [self._program(name, port, env) for name, port in ports.items()]
        self.processes = Processes(self.folder / "logs", programs)
        self.processes.start(timeout_seconds=_READY_SECONDS)
        return StackAddresses(
            platform=addresses,
            services=urls,
            place=Place(addresses.store_url, self.namespace, env[environment.variable("credential_keys")]),
            sms_file=self.sms_file,
            replaced_ports={name: port for name, port in self._preferred.items() if ports[name] != port},
        )

    @property
    def sms_file(self) -> Path:
        return self.folder / "sms.jsonl"

    def stop(self) -> None:
        """Stop the services, then the platform they need for draining."""
        if self.processes is not None:
            self.processes.stop()
        self.platform.stop()

    def _environment(self, addresses: Addresses, urls: dict[str, str]) -> dict[str, str]:
        file = self.folder / "secrets.env"
        if not file.exists():
            environment.write(file, environment.render(environment.generate()), force=False)
        secrets = {name: value for name, value in dotenv_values(file, interpolate=False).items() if value}
        return secrets | {
            environment.variable("kafka_bootstrap"): addresses.kafka,
            environment.variable("store_url"): addresses.store_url,
            environment.variable("namespace"): self.namespace,
            environment.variable("sms_file"): str(self.sms_file),
            environment.variable("lookup_url"): f"{urls['intake']}/tra-cuu/",
            environment.variable("survey_url"): f"{urls['intake']}/khao-sat/result/",
        }

    def _program(self, name: str, port: int, env: dict[str, str]) -> Program:
        own = env | {environment.variable("http_port"): str(port)}
        module = self._modules.get(name, f"services.{name}")
        return Program.module(name, module, port, own, folder=PROJECT)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _ports(preferred: Mapping[str, int]) -> dict[str, int]:
    chosen: dict[str, int] = {}
    for name in PREFERRED_PORTS:
        wanted = preferred.get(name)
        chosen[name] = wanted if wanted and is_free(wanted) else free_port(avoid=chosen.values())
    return chosen
