"""Tells other commands where the running servers of a data folder are."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from services.ops.platform.embedded import EmbeddedPlatform
from services.ops.platform.probes import kafka_ready, store_ready
from services.ops.ports import LOOPBACK

_FILE: Final = "running.json"


@dataclass(frozen=True, slots=True)
class State:
    name: str
    address: str
    serves: bool


@contextmanager
def announced(data_dir: Path, running: EmbeddedPlatform) -> Iterator[None]:
    """Keep the ports in a file of the data folder while the servers run."""
    file = data_dir / _FILE
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps(running.ports), encoding="utf-8")
    draft.replace(file)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def states(data_dir: Path) -> list[State]:
    """Return whether the announced servers answer; empty when none is announced."""
    file = data_dir / _FILE
    if not file.exists():
        return []
    ports: dict[str, int] = json.loads(file.read_text(encoding="utf-8"))
    probes = {"kafka": kafka_ready, "store": store_ready}
    return [State(name, f"{LOOPBACK}:{port}", probes[name](port)) for name, port in ports.items()]
