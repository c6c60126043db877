"""What the service needs from the environment; the variables themselves are declared in runtime/settings."""

from typing import Final

from services.runtime.settings import OfficerSettings, ServiceSettings, TokenSettings

SERVICE: Final = "stats"
BATCH_RECORDS: Final = 5_000
"""Most records of one pass. Larger ones write each hot counter less often; a record is 10 KiB while it is counted."""
REPLAY_RECORDS: Final = 1_200
"""Read at once by a replay, which counts many such batches in one pass (application/passes)."""
HANDLER_SECONDS: Final = 240.0
"""Completing a swapped generation happens inside a batch; the broker gives up on a consumer after 300 s."""


class Settings(ServiceSettings, TokenSettings, OfficerSettings):
    """The service."""


class OperatorSettings(ServiceSettings):
    """`lienthong stats`: no HTTP, so no token secret."""


def database_of(namespace: str) -> str:
    """Return the name of the service's own database."""
    return namespace + SERVICE
