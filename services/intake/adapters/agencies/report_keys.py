"""The gateway's keys are the consumers' keys: one directory per process."""

from services.intake.adapters.agencies.credentials import changed_event
from services.intake.domain.credential import Credential
from services.kernel.times import Clock
from services.runtime.auth.directory import KeyDirectory
from services.runtime.auth.signatures import ReportKey

__all__ = ["ReportKeys"]


class ReportKeys:
    """Implements the port `Keys`. Learning early is safe: the event will say the same or more."""

    def __init__(self, directory: KeyDirectory, clock: Clock) -> None:
        self._directory = directory
        self._clock = clock

    def find(self, keyid: str) -> ReportKey | None:
        return self._directory.find(keyid)

    def learn(self, credential: Credential) -> None:
        self._directory.apply(changed_event(credential, self._clock()))
