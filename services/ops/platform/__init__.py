"""The embedded platform: a real Kafka broker and a MongoDB-wire store on this machine, without Docker (ADR 0002)."""

from services.ops.platform.announcement import State, announced, states
from services.ops.platform.embedded import Addresses, EmbeddedPlatform
from services.ops.platform.errors import PlatformError
from services.ops.platform.installation import Installation, install, installed

__all__ = [
    "Addresses",
    "EmbeddedPlatform",
    "Installation",
    "PlatformError",
    "State",
    "announced",
    "install",
    "installed",
    "states",
]
