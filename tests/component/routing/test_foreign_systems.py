"""Legs handled by systems of others, on the real broker and store, with a real HTTP server and a real folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.component.routing.conftest import Rig
from tests.component.routing.foreign_border import Border, bordering, codes
from tests.component.routing.foreign_software import Mode, about, until
from tests.unit.routing.signed import TAX


@pytest.fixture
async def border(rig: Rig, tmp_path: Path) -> AsyncIterator[Border]:
    async with bordering(rig, tmp_path) as border:
        yield border


async def test_an_outage_of_either_system_queues_and_resumes(border: Border) -> None:
    """No folder, no server, errors, silence, lost answers: all messages arrive; only a lost answer repeats one."""
    dossiers = codes(12)
    border.land.folder.write_text("a file where the folder should be")
    await border.tax.stop()
    await border.rig.start(**border.settings)
    await border.accept(*dossiers)
    await border.until_failing("land")
    border.land.folder.unlink()
    await until(lambda: border.land.fetch() == len(dossiers))
    border.finish("appraise", *dossiers)
    await border.until_failing("tax")
    modes: tuple[Mode, ...] = ("failing", "hanging", "deaf")
    for mode in modes:
        border.tax.mode = mode
        await border.tax.stop()
        await border.tax.start()
        await until(lambda mode=mode: border.tax.tried[mode] > 0)  # type: ignore[misc] # mypy knows no default in a lambda
    border.tax.mode = "good"
    await until(lambda: len(border.tax.told) == len(dossiers))
    await _reply_twice(border, dossiers)
    assert max(border.land.heard.values()) == 1
    repeated = sum(border.tax.heard.values()) - len(border.tax.heard)
    assert (len(border.tax.heard), repeated) == (len(dossiers), border.tax.tried["deaf"])

    async def drained() -> bool:
        return [await border.state(each) for each in ("tax", "land")] == [("ready", 0)] * 2

    await until(drained)
    assert await border.rig.letters() == []


async def _reply_twice(border: Border, dossiers: list[str]) -> None:
    """The tax software's callbacks, each twice, become reports that work once."""
    async with border.rig.client(TAX) as client:
        for code in dossiers:
            facts = about(border.tax.told[code]) | {"amount_vnd": 900, "notice": f"TB-{code[-4:]}"}
            statuses = [await border.tax.reply(client, f"n-{code}", "tax.notice_issued", facts) for _ in range(2)]
            assert statuses == [202, 202]
        for code in dossiers:
            told = await border.rig.until_told(code, "obligation.notified")
            assert [event.kind for event in told].count("obligation.notified") == 1
            assert "report.rejected" not in [event.kind for event in told]
        route = (await client.get(f"/v1/routes/{dossiers[0]}")).json()
    appraised, taxed = route["legs"][0]["attempts"][0], route["legs"][1]["attempts"][0]
    assert appraised["handoffs"][0]["report"] == f"land:f-{dossiers[0]}-appraise"
    assert taxed["handoffs"][0]["verification"]["keyid"] == f"key-{TAX}"


async def test_a_reply_that_is_wrong_lies_beside_its_reason(border: Border) -> None:
    """The sender finds both in rejected/, without any of the contents."""
    await border.rig.start(**border.settings)
    border.land.secret = b"of somebody else"
    border.land.reply("r-1", "documents.document_finished", {"code": codes(1)[0], "leg": "appraise", "attempt": 1})
    rejected = border.land.folder / "land" / "in" / "rejected"
    await until((rejected / "r-1.json").exists)
    assert (rejected / "r-1.reason").read_text() == '{"reason":"reply_signature_bad","field":null}'
