"""The alerts that compose ships ask for metrics that the services have, with labels that they carry."""

import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from services.runtime.metrics import Metrics

FOLDER: Final = Path(__file__).parents[2] / "deploy/prometheus"
METRICS: Final = Metrics()
OF_THE_SCRAPE: Final = {"service", "job", "le"}
"""Labels that Prometheus adds, and the one of buckets."""


def _rules() -> list[dict[str, Any]]:
    loaded = yaml.safe_load((FOLDER / "alerts.yaml").read_text(encoding="utf-8"))
    return [rule for group in loaded["groups"] for rule in group["rules"]]


def _families() -> dict[str, tuple[str, ...]]:
    """Return the labels of every metric, by the names that queries use."""
    known: dict[str, tuple[str, ...]] = {}
    for metric in vars(METRICS).values():
        name = getattr(metric, "_name", None)
        if name is not None:
            ends = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(metric._type, ("",))
            known |= {name + end: metric._labelnames for end in ends}
    return known


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule["alert"])
def test_an_alert_asks_for_metrics_that_exist(rule: dict[str, Any]) -> None:
    """A misspelt metric never fires, and nobody notices."""
    families, names = _families(), set(re.findall(r"lienthong_\w+", rule["expr"]))
    assert names <= families.keys() or not names
    labels = set().union(*(families[name] for name in names)) | OF_THE_SCRAPE
    asked = set(re.findall(r"(\w+)=\"", rule["expr"]))
    asked |= {word for words in re.findall(r"by \(([\w, ]+)\)", rule["expr"]) for word in words.split(", ")}
    assert asked <= labels


def test_every_alert_says_what_to_do() -> None:
    """Its own name, how pressing it is, and a sentence."""
    rules = _rules()
    assert len({rule["alert"] for rule in rules}) == len(rules) > 0
    assert all(rule["labels"]["severity"] in {"page", "warn"} for rule in rules)
    assert all(rule["annotations"]["summary"] for rule in rules)


def test_prometheus_looks_at_every_service() -> None:
    """Under the names that alerts use."""
    loaded = yaml.safe_load((FOLDER / "prometheus.yml").read_text(encoding="utf-8"))
    [job] = loaded["scrape_configs"]
    assert set(job["dns_sd_configs"][0]["names"]) == {"intake", "routing", "notifications", "stats"}
    assert job["relabel_configs"][0]["target_label"] == "service"
