"""The embedded platform: one Kafka node and one document store, each a child process of ours, on loopback."""

import atexit
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from services.ops.platform.installation import Installation, install
from services.ops.platform.kafka import KafkaServer
from services.ops.platform.server import Server
from services.ops.platform.store import StoreServer
from services.ops.ports import LOOPBACK


@dataclass(frozen=True, slots=True)
class Addresses:
    kafka: str
    """host:port of the broker"""
    store_url: str
    """MongoDB URL without a database name"""


class EmbeddedPlatform:
    """Starts and stops both servers; everything that they keep is below `data_dir`.

    Ports given as 0 are chosen at the first start and kept. The servers end when this process ends, however it ends.
    """

    def __init__(
        self, data_dir: Path, kafka_port: int = 0, store_port: int = 0, *, installation: Installation | None = None
    ) -> None:
        installation = installation or install()
        folder = data_dir.resolve()
        self._kafka = KafkaServer(installation, folder, kafka_port)
        self._store = StoreServer(installation, folder, store_port)

    def start(self) -> Addresses:
        """Start both and wait until both serve; raises `PlatformError`, and then neither runs."""
        atexit.register(self.stop)
        try:
            self._both(Server.start)
        except BaseException:
            self.stop()
            raise
        return self.addresses

    @property
    def addresses(self) -> Addresses:
        return Addresses(self.kafka, self.store_url)

    @property
    def kafka(self) -> str:
        return f"{LOOPBACK}:{self._kafka.port}"

    @property
    def store_url(self) -> str:
        return f"mongodb://{LOOPBACK}:{self._store.port}"

    @property
    def ports(self) -> dict[str, int]:
        """Ports of the servers that were started, by name."""
        return {server.name: server.port for server in self._servers() if server.was_started}

    @property
    def pids(self) -> dict[str, int]:
        """Process ids of the servers that run, by name."""
        return {server.name: server.pid for server in self._servers() if server.pid is not None}

    def stop(self) -> None:
        """Stop both in order; a server that does not end in time is killed."""
        atexit.unregister(self.stop)
        self._both(Server.stop)

    def kill_kafka(self) -> None:
        self._kafka.kill()

    def start_kafka(self) -> None:
        """Start the broker again, on the same port and data."""
        self._kafka.start()

    def kill_store(self) -> None:
        self._store.kill()

    def start_store(self) -> None:
        """Start the store again, on the same port and data."""
        self._store.start()

    def _both(self, step: Callable[[Server], None]) -> None:
        with ThreadPoolExecutor(max_workers=2) as pool:
            list(pool.map(step, self._servers()))

    def _servers(self) -> Iterable[Server]:
        return (self._kafka, self._store)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
