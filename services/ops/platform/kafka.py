"""One Apache Kafka node, broker and controller in one process (KRaft)."""

from pathlib import Path
from string import Template
from typing import Final

from services.ops.platform.installation import Installation
from services.ops.platform.jvm import JVM_OPTIONS
from services.ops.platform.locations import SERVER_PROPERTIES
from services.ops.platform.maven_lock import KAFKA
from services.ops.platform.probes import kafka_ready
from services.ops.platform.server import Server

_OPTIONS: Final = (
    *JVM_OPTIONS,
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
)
_MAIN: Final = "vn.lienthong.embedded.KafkaLauncher"
# Any 16 bytes in base64: a cluster of one, on loopback, needs no identity of its own.
_CLUSTER_ID: Final = "TGllblRob25nRW1iZWRkZQ"
# After SIGKILL the new broker is let in only when the old one's session has ended, 9 s by default. Shorter than this,
# and a busy machine of two cores fences a broker that is alive.
_SESSION_MILLISECONDS: Final = 3000
_HEARTBEAT_MILLISECONDS: Final = 500


class KafkaServer(Server):
    name = "kafka"

    def __init__(self, installation: Installation, data_dir: Path, port: int) -> None:
        super().__init__(data_dir, (port, 0))
        self._installation = installation

    def command(self, ports: tuple[int, ...]) -> list[str]:
        logs = self.data_dir / "kafka"
        properties = self.data_dir / "server.properties"
        properties.write_text(_properties(ports, logs), encoding="utf-8")
        java = str(self._installation.java)
        class_path = self._installation.class_path(KAFKA)
        return [java, *_OPTIONS, "-cp", class_path, _MAIN, str(properties), str(logs), _CLUSTER_ID]

    def ready(self, port: int) -> bool:
        return kafka_ready(port)


def _properties(ports: tuple[int, ...], logs: Path) -> str:
    kafka_port, controller_port = ports
    return Template(SERVER_PROPERTIES.read_text(encoding="utf-8")).substitute(
        kafka_port=kafka_port,
        controller_port=controller_port,
        log_directory=logs,
        broker_session_ms=_SESSION_MILLISECONDS,
        broker_heartbeat_ms=_HEARTBEAT_MILLISECONDS,
    )
