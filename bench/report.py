"""The result as markdown, ready for docs/bench.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.measured import Figure, figure
from bench.paths.latency import Latency
from bench.variants import Rounds, Variant


@dataclass(frozen=True, slots=True)
class Path:
    """A measured path with its targets (design §8): times idiomatic, share of the ceiling, events/s."""

    name: str
    unit: str
    times_idiomatic: float
    share_of_ceiling: float
    anchor: str
    anchor_rate: float
    records_an_event: int = 1


HTTP: Final = Path("HTTP intake, one process", "requests", 5, 0.5, "GOV.UK Notify", 360)
PIPELINE: Final = Path("pipeline, two processes", "dossiers", 20, 0.4, "DIGIT, records", 630, records_an_event=5)
REPLAY: Final = Path("stats replay, one process", "events", 100, 0.6, "OpenCRVS reindex", 940)

_MILLISECOND_TARGETS: Final[Mapping[int, str]] = {1: "p50 < 87 ms (Open Zaak)", 2: "p99 < 1,000 ms"}


def throughput(results: Mapping[Path, Rounds]) -> str:
    """One row a path and variant."""
    lines = [
        "| path | build | per second | CPU per event | spread |",
        "|---|---|---:|---:|---:|",
    ]
    for path, rounds in results.items():
        for variant, done in rounds.items():
            lines.append(_row(path, variant, figure(done)))
    return "\n".join(lines)


def targets(results: Mapping[Path, Rounds]) -> str:
    """One row a path: the ratios of the same run against what design §8 asks for."""
    lines = [
        "| path | against idiomatic | target | against the ceiling | target | per second | anchor |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for path, rounds in results.items():
        ours, plain, ceiling = (figure(rounds[variant]).rate for variant in Variant)
        lines.append(
            f"| {path.name} | {ours / plain:.1f}x | {path.times_idiomatic:.0f}x | {ours / ceiling:.0%} "
            f"| {path.share_of_ceiling:.0%} | {ours * path.records_an_event:,.0f} "
            f"| {path.anchor_rate:,.0f} ({path.anchor}) |"
        )
    return "\n".join(lines)


def latencies(latency: Latency) -> str:
    """One row a way."""
    lines = [
        f"| at {latency.dossier_events_per_second:,.0f} dossier events/s | p50 | p99 | target |",
        "|---|---:|---:|---|",
    ]
    for index, (name, middle, high) in enumerate(latency.rows):
        lines.append(f"| {name} | {middle:,.1f} ms | {high:,.1f} ms | {_MILLISECOND_TARGETS.get(index, '')} |")
    used = ", ".join(f"{name} {microseconds:,.0f} µs" for name, microseconds in latency.cpu.items())
    lines += ["", f"CPU per dossier event: {used}.", f"SMS that did not come: {latency.missing}."]
    return "\n".join(lines)


def shares(title: str, rows: Sequence[tuple[str, float]]) -> str:
    """Where the time of one process goes."""
    lines = [f"| {title} | share |", "|---|---:|"]
    lines += [f"| {name} | {share:.0%} |" for name, share in rows]
    return "\n".join(lines)


def _row(path: Path, variant: Variant, found: Figure) -> str:
    rate = f"{found.rate:,.0f} {path.unit}"
    return f"| {path.name} | {variant.value} | {rate} | {found.cpu_microseconds:,.0f} µs | {found.spread:.0%} |"
