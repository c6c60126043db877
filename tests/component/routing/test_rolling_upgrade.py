"""Two versions of a procedure during a rolling upgrade: a process with the old catalogue beside one with the new."""

import shutil
from pathlib import Path

import pytest

from services.contracts.events.lifecycle import PaymentReceived
from services.kernel.times import utc_now
from services.runtime.kafka import Delivered
from tests.component.routing.conftest import Rig, wait_for
from tests.unit.routing.signed import LAND, TAX, LegCompleted, TaxNoticeIssued, lifecycle, report, snapshot

_SHIPPED = Path(__file__).parents[3] / "deploy" / "catalogue"
_ROUTES = 6
_NEXT_VERSION = """\
procedures:
  - code: "1.012753"
    version: 2
    valid_from: 2026-06-01
    name_vi: Đăng ký, cấp giấy chứng nhận quyền sử dụng đất lần đầu
    name_en: First registration and certificate of land use rights
    field: land
    limit_hours: 60
    online_level: full
    legs:
      - {id: appraise, role: land_office, hours: 20}
      - {id: verify, role: tax_office, hours: 10, after: [appraise], when: {channel: [online]}}
      - {id: issue, role: land_office, hours: 30, after: [appraise, verify]}
"""
_OLD = ["appraise", "tax", "issue"]
_ONLINE, _DIRECT = ["appraise", "verify", "issue"], ["appraise", "issue"]


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The shipped catalogue with a second version of the land procedure."""
    folder = Path(shutil.copytree(_SHIPPED, tmp_path / "catalogue"))
    land = folder / "procedures" / "land.yaml"
    first = land.read_text("utf-8").replace("version: 1\n", "version: 1\n    valid_to: 2026-05-31\n", 1)
    land.write_text(first, "utf-8")
    (folder / "procedures" / "land_next.yaml").write_text(_NEXT_VERSION, "utf-8")
    return folder


def _story(number: int, version: int) -> tuple[str, list[str], list[Delivered]]:
    """The code, the legs that it must go along, and all that is told of it, by intake first."""
    code, online = f"H90.01-24050{version}-{number:04d}", number % 2 == 0
    channel = "online" if online else "direct"
    legs = _OLD if version == 1 else _ONLINE if online else _DIRECT
    told = [lifecycle(1, snapshot(code=code, procedure=f"1.012753@{version}", channel=channel), code)]
    for leg in legs:
        kind = TaxNoticeIssued if leg == "tax" else LegCompleted
        agency = TAX if leg in ("tax", "verify") else LAND
        told.append(report(kind, leg, agency, code=code, hours=2, signed_at=utc_now()))
    if version == 1:
        told.append(lifecycle(2, snapshot(PaymentReceived, code=code, amount_vnd=1, reference="p"), code))
    return code, legs, told


async def test_dossiers_of_both_versions_finish_right_during_a_rolling_upgrade(rig: Rig, newer: Path) -> None:
    """What the old process does not know waits until the new one has its partitions; each dossier keeps its version."""
    old = await rig.start(catalogue_patience_seconds=600)
    await rig.start(catalogue_dir=str(newer))
    stories = [_story(number, version) for number in range(_ROUTES) for version in (1, 2)]
    await rig.send_all(record for _, _, told in stories for record in told[:1])
    await rig.until_told(stories[0][0], "leg.dispatched")
    await rig.send_all(record for _, _, told in stories for record in told[1:-1])
    await old.stop()
    rig.running.remove(old)
    await _all(rig, "obligation.notified", [code for code, legs, _ in stories if legs == _OLD])
    await rig.send_all(record for _, _, told in stories for record in told[-1:])
    await _all(rig, "route.completed", [code for code, _, _ in stories])
    told = await rig.told()
    for code, legs, _ in stories:
        assert [event.data.leg for event in told[code] if event.kind == "leg.dispatched"] == legs
        assert sum(event.kind == "route.joined" for event in told[code]) == (legs != _OLD)
    assert await rig.letters() == []


async def _all(rig: Rig, kind: str, codes: list[str]) -> None:
    """Wait until an event of that kind was told of each of the dossiers."""

    async def told() -> bool:
        found = await rig.told()
        return all(any(event.kind == kind for event in found.get(code, [])) for code in codes)

    await wait_for(told)
