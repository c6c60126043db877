"""Own time is attributed to packages."""

import cProfile
import json
from pathlib import Path

from bench.profile import by_package, package_of


def test_files_belong_to_a_package() -> None:
    """Ours by module, libraries by name, the rest is the standard library or built in."""
    assert package_of("/w/services/runtime/kafka/consumer.py") == "services/runtime/kafka"
    assert package_of("/w/services/stats/domain/batch.py") == "services/stats/domain"
    assert package_of("/v/lib/python3.11/site-packages/pydantic/main.py") == "pydantic"
    assert package_of("/usr/lib/python3.11/json/encoder.py") == "standard library"
    assert package_of("~") == "built-in"


def test_shares_add_up(tmp_path: Path) -> None:
    """Largest first, together everything."""
    profile = cProfile.Profile()
    profile.runcall(json.dumps, list(range(1000)), indent=1)
    profile.dump_stats(tmp_path / "one.prof")
    shares = [share for _, share in by_package(tmp_path / "one.prof")]
    assert shares == sorted(shares, reverse=True)
    assert 0.99 < sum(shares) < 1.01
