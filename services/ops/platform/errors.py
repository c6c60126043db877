"""What can go wrong with the embedded platform, each with its remedy."""

from collections.abc import Sequence
from pathlib import Path


class PlatformError(RuntimeError):
    """The embedded platform cannot be installed or started; the message says what to do."""


class JavaMissingError(PlatformError):
    def __init__(self, sought: str) -> None:
        super().__init__(f"no Java 17 or newer: {sought}; run `make setup`, or set LIENTHONG_JAVA to a java executable")


class ChecksumError(PlatformError):
    def __init__(self, coordinate: str) -> None:
        super().__init__(f"{coordinate} differs from the checksum in deploy/embedded/maven.lock.json")


class DownloadError(PlatformError):
    def __init__(self, coordinate: str, reason: object) -> None:
        super().__init__(
            f"{coordinate} could not be downloaded ({reason}); check the network and run the command again"
        )


class CompileError(PlatformError):
    def __init__(self, output: str) -> None:
        super().__init__(f"the launcher did not compile:\n{output}")


class PortTakenError(PlatformError):
    def __init__(self, name: str, ports: Sequence[int]) -> None:
        super().__init__(f"{name}: port taken, one of {list(ports)}; choose another or 0 for any free one")


class NotReadyError(PlatformError):
    def __init__(self, name: str, reason: str, log: Path) -> None:
        super().__init__(f"{name} {reason}; see {log}")


class NotStartedError(PlatformError):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has no address yet: it was not started")
