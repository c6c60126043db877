"""Variables that no service reads: compose gives them to the store, the broker, and Docker."""

from typing import Annotated, Final

from pydantic import Field

from services.runtime.setting import Hint, Making, Secret, SettingsGroup

__all__ = ["ComposeSettings"]

_MAKE: Final = "run `lienthong env init` and pass .env to the process"
_PORT = Annotated[int, Field(ge=1, le=65535)]
_PORT_HINT: Final = "1 to 65535"


class ComposeSettings(SettingsGroup):
    """Compose: the store, the broker, and where services are reached."""

    mongo_user: Annotated[str, Field(description="Root user of the store"), Hint("a user name")] = "lienthong"
    mongo_password: Annotated[Secret, Field(description="Its password"), Hint(_MAKE, Making.SECRET)]
    mongo_replica_key: Annotated[
        Secret, Field(description="Members of the replica set know each other by it"), Hint(_MAKE, Making.SECRET)
    ]
    kafka_cluster_id: Annotated[
        str,
        Field(pattern=r"^[A-Za-z0-9_-]{22}$", description="Identity of the Kafka cluster; never change"),
        Hint(_MAKE, Making.CLUSTER_ID),
    ]
    bind: Annotated[
        str,
        Field(pattern=r"^[0-9a-fA-F:.\[\]]{2,47}$", description="Address that ports are published on"),
        Hint("an IP address; leave it, and put a TLS proxy in front"),
    ] = "127.0.0.1"
    intake_port: Annotated[_PORT, Field(description="Published port of intake"), Hint(_PORT_HINT)] = 8080
    routing_port: Annotated[_PORT, Field(description="Published port of routing"), Hint(_PORT_HINT)] = 8081
    notifications_port: Annotated[_PORT, Field(description="Published port of notifications"), Hint(_PORT_HINT)] = 8082
    stats_ports: Annotated[
        str,
        Field(pattern=r"^\d{1,5}(-\d{1,5})?$", description="Published ports of stats: each replica takes a free one"),
        Hint("a range such as 8083-8089"),
    ] = "8083-8089"
    prometheus_port: Annotated[_PORT, Field(description="Published port of the profile watch"), Hint(_PORT_HINT)] = 9090
    stop_grace: Annotated[
        str,
        Field(pattern=r"^\d{1,4}[sm]$", description="Docker's patience with a graceful stop; above drain_seconds"),
        Hint("for example 20s"),
    ] = "20s"
    local_dir: Annotated[
        str,
        Field(description="Folder whose intake/ and notifications/ these two read as /etc/lienthong"),
        Hint("a folder; see deploy/local/README.md"),
    ] = "./deploy/local"
