"""How much is measured: the default run takes under five minutes, `--quick` under one."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of dossiers and seconds; the plain build gets less to do, because it is timed over a window."""

    rounds: int
    http_warm_seconds: float
    http_seconds: float
    connections: int
    warm_dossiers: int
    drain_dossiers: int
    plain_drain_dossiers: int
    drain_seconds: float
    replay_dossiers: int
    plain_replay_seconds: float
    latency_warm_seconds: float
    latency_seconds: float
    dossier_events_per_second: float = 260.0


DEFAULT: Final = Sizes(
    rounds=3,
    http_warm_seconds=2,
    http_seconds=6,
    connections=64,
    warm_dossiers=200,
    drain_dossiers=6_000,
    plain_drain_dossiers=600,
    drain_seconds=10,
    replay_dossiers=20_000,
    plain_replay_seconds=5,
    latency_warm_seconds=3,
    latency_seconds=10,
)
QUICK: Final = Sizes(
    rounds=1,
    http_warm_seconds=1,
    http_seconds=2.5,
    connections=64,
    warm_dossiers=50,
    drain_dossiers=1_500,
    plain_drain_dossiers=200,
    drain_seconds=5,
    replay_dossiers=6_000,
    plain_replay_seconds=2.5,
    latency_warm_seconds=1,
    latency_seconds=4,
)
