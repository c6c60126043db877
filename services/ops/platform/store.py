"""The document store: MongoDB's wire protocol over a persistent H2 file."""

from pathlib import Path
from typing import Final

from services.ops.platform.installation import Installation
from services.ops.platform.jvm import JVM_OPTIONS
from services.ops.platform.maven_lock import STORE
from services.ops.platform.probes import store_ready
from services.ops.platform.server import Server

_OPTIONS: Final = (
    *JVM_OPTIONS,
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    # The engine logs whole commands, that is personal data, when one fails; the client is told the error anyway.
    "-Dorg.slf4j.simpleLogger.log.de.bwaldvogel=off",
)
_MAIN: Final = "vn.lienthong.embedded.StoreLauncher"
_CACHE_MEGABYTES: Final = "96"


class StoreServer(Server):
    name = "store"

    def __init__(self, installation: Installation, data_dir: Path, port: int) -> None:
        super().__init__(data_dir, (port,))
        self._installation = installation

    def command(self, ports: tuple[int, ...]) -> list[str]:
        java = str(self._installation.java)
        file = str(self.data_dir / "store.mv")
        class_path = self._installation.class_path(STORE)
        return [java, *_OPTIONS, "-cp", class_path, _MAIN, file, str(ports[0]), _CACHE_MEGABYTES]

    def ready(self, port: int) -> bool:
        return store_ready(port)
