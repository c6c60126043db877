"""What the broker and the store have in common: ports, a data folder, start, readiness, stop and kill."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Final

from services.ops.platform.errors import NotReadyError, NotStartedError, PortTakenError
from services.ops.platform.jvm import Jvm
from services.ops.ports import free_port, is_free

_READY_SECONDS: Final = 60.0
_GRACE_SECONDS: Final = 15.0
_ATTEMPTS: Final = 5


class Server(ABC):
    """A server on a JVM. Ports given as 0 are chosen at the first start and kept for restarts."""

    name: str

    def __init__(self, data_dir: Path, ports: tuple[int, ...]) -> None:
        self.data_dir = data_dir
        self.log = data_dir / f"{self.name}.log"
        self._wanted = ports
        self._ports: tuple[int, ...] = ()
        self._jvm: Jvm | None = None

    @property
    def was_started(self) -> bool:
        return bool(self._ports)

    @property
    def port(self) -> int:
        """The port that clients use; raises `NotStartedError` before the first start."""
        if not self._ports:
            raise NotStartedError(self.name)
        return self._ports[0]

    @property
    def pid(self) -> int | None:
        return self._jvm.pid if self._jvm is not None and self._jvm.alive else None

    def start(self) -> None:
        """Start and wait until the server serves; does nothing when it runs. Raises `PlatformError`."""
        if self.pid is not None:
            return
        self.data_dir.mkdir(parents=True, exist_ok=True)
        for _ in range(_ATTEMPTS):
            ports = self._ports or self._chosen()
            if self._started_on(ports):
                return
            if self._ports or ports == self._wanted:
                break
        raise PortTakenError(self.name, ports)

    def stop(self) -> None:
        if self._jvm is not None:
            self._jvm.stop(_GRACE_SECONDS)

    def kill(self) -> None:
        """SIGKILL, for crash tests."""
        if self._jvm is not None:
            self._jvm.kill()

    def _chosen(self) -> tuple[int, ...]:
        chosen: list[int] = []
        for wanted in self._wanted:
            chosen.append(wanted or free_port(avoid=chosen))
        return tuple(chosen)

    def _started_on(self, ports: tuple[int, ...]) -> bool:
        """Start on `ports`; False when one of them is taken, be it between our look and the bind."""
        if not all(is_free(port) for port in ports):
            return False
        jvm = Jvm(self.command(ports), self.log)
        if jvm.wait_until(lambda: self.ready(ports[0]), _READY_SECONDS):
            self._jvm, self._ports = jvm, ports
            return True
        alive = jvm.alive
        jvm.kill()
        if alive or all(is_free(port) for port in ports):
            reason = "did not become ready in time" if alive else "ended while starting"
            raise NotReadyError(self.name, reason, self.log)
        return False

    @abstractmethod
    def command(self, ports: tuple[int, ...]) -> list[str]:
        """Prepare the data folder and return the command line that serves on `ports`."""

    @abstractmethod
    def ready(self, port: int) -> bool:
        """Tell whether the server on `port` answers in its protocol."""
