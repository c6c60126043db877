"""The alerts that compose ships ask for metrics that the services have, with labels that they carry."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from services.notifications.domain.notification import State
from services.runtime.metrics import Metrics

PROJECT: Final = Path(__file__).parents[2]
FOLDER: Final = PROJECT / "deploy/prometheus"
FIRING: Final = Path(__file__).parent / "alerts/firing.yaml"
PROMTOOL: Final = shutil.which("promtool") or shutil.which(PROJECT / ".tools/promtool")
METRICS: Final = Metrics()
OF_THE_SCRAPE: Final = {"service", "job", "le"}
"""Labels that Prometheus adds, and the one of buckets."""


def _rules() -> list[dict[str, Any]]:
    loaded = yaml.safe_load((FOLDER / "alerts.yaml").read_text(encoding="utf-8"))
    return [rule for group in loaded["groups"] for rule in group["rules"]]


def _cases() -> list[dict[str, Any]]:
    """Return what `promtool test rules` plays."""
    cases: list[dict[str, Any]] = yaml.safe_load(FIRING.read_text(encoding="utf-8"))["tests"]
    return cases


def _families() -> dict[str, tuple[str, ...]]:
    """Return the labels of every metric, by the names that queries use."""
    known: dict[str, tuple[str, ...]] = {}
    for metric in vars(METRICS).values():
        name = getattr(metric, "_name", None)
        if name is not None:
            known |= {name + end: metric._labelnames for end in _ends(metric)}
    return known


def _ends(metric: Any) -> tuple[str, ...]:
    return {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(metric._type, ("",))


def _attributes() -> dict[str, str]:
    """Return under which attribute of `Metrics` the services know a metric, by the names that queries use."""
    metrics = ((attribute, metric) for attribute, metric in vars(METRICS).items() if hasattr(metric, "_name"))
    return {metric._name + end: attribute for attribute, metric in metrics for end in _ends(metric)}


def _source() -> str:
    """Return all code of the services but the list of metrics itself."""
    files = (file for file in (PROJECT / "services").rglob("*.py") if file.name != "metrics.py")
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule["alert"])
def test_an_alert_asks_for_metrics_that_exist(rule: dict[str, Any]) -> None:
    """A misspelt metric never fires, and nobody notices."""
    families, names = _families(), set(re.findall(r"lienthong_\w+", rule["expr"]))
    assert names <= families.keys() or not names
    labels = set().union(*(families[name] for name in names)) | OF_THE_SCRAPE
    asked = set(re.findall(r"(\w+)=\"", rule["expr"]))
    asked |= {word for words in re.findall(r"by \(([\w, ]+)\)", rule["expr"]) for word in words.split(", ")}
    assert asked <= labels


def test_what_alerts_ask_for_is_measured_by_somebody() -> None:
    """A metric that nobody sets stands at 0 for ever, a state that no message has is never counted."""
    source, attributes = _source(), _attributes()
    for name in {name for rule in _rules() for name in re.findall(r"lienthong_\w+", rule["expr"])}:
        assert re.search(rf"METRICS\.{attributes[name]}\b", source), name
    states = {state for rule in _rules() for state in re.findall(r'state="(\w+)"', rule["expr"])}
    assert states <= {state.value for state in State}
    assert states


def test_alerts_are_played_with_series_that_services_export() -> None:
    """Each with exactly the labels of its metric, besides those that Prometheus adds."""
    families = _families()
    for series in (given["series"] for case in _cases() for given in case["input_series"]):
        name, labels = series.split("{")
        added = {"service", "instance"} | ({"job"} if name == "up" else set())
        added |= {"le"} if name.endswith("_bucket") else set()
        assert set(re.findall(r"(\w+)=", labels)) - added == set(families[name] if name != "up" else ()), series


def test_every_alert_is_played_firing_and_silent() -> None:
    """No alert is without a case in which it fires, nor without one in which it does not."""
    asked = [each for case in _cases() for each in case["alert_rule_test"]]
    names = {rule["alert"] for rule in _rules()}
    assert {each["alertname"] for each in asked if each["exp_alerts"]} == names
    assert {each["alertname"] for each in asked if not each["exp_alerts"]} == names


@pytest.mark.skipif(PROMTOOL is None, reason="`make prove-alerts` brings promtool")
def test_alerts_fire_when_they_should(tmp_path: Path) -> None:
    """Prometheus' own evaluation of what compose ships."""
    played = _played(_rules(), tmp_path)
    assert played.returncode == 0, played.stdout + played.stderr


@pytest.mark.skipif(PROMTOOL is None, reason="`make prove-alerts` brings promtool")
@pytest.mark.parametrize("expr", ["vector(1) > 2", "vector(1)"])
def test_another_expression_of_any_alert_is_noticed(expr: str, tmp_path: Path) -> None:
    """Negative control: one that never fires, and one that always does."""
    told = _played([rule | {"expr": expr} for rule in _rules()], tmp_path).stderr
    assert set(re.findall(r"alertname: (\w+)", told)) == {rule["alert"] for rule in _rules()}


def _played(rules: list[dict[str, Any]], folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "alerts.yaml").write_text(yaml.safe_dump({"groups": [{"name": "g", "rules": rules}]}), encoding="utf-8")
    cases = yaml.safe_load(FIRING.read_text(encoding="utf-8")) | {"rule_files": ["alerts.yaml"]}
    (folder / "firing.yaml").write_text(yaml.safe_dump(cases), encoding="utf-8")
    command = [str(PROMTOOL), "test", "rules", str(folder / "firing.yaml")]
    return subprocess.run(  # noqa: S603 Prometheus' own tool on files of ours
        command, capture_output=True, text=True, timeout=60, check=False
    )


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
