"""Numbers through the door: both forms of codes, beyond 9999; and what operators do with dossiers by command."""

import asyncio
import base64
import json
from datetime import timedelta
from pathlib import Path

from typer.testing import CliRunner

from services.intake.adapters.dossiers.numbering import COLLECTION
from services.intake.domain.numbers.book import Book
from services.kernel.agency_code import AgencyCode
from services.kernel.dossier_code import parse_dossier_code
from services.kernel.times import local_day
from services.ops.cli.intake import app
from services.runtime.auth.principal import Principal
from tests.component.intake.rig import DESK, FILING, Rig, key, now

AGENCY = AgencyCode("H90.01")
PAST = {"occurred_at": "2024-05-06T08:00:00+07:00", "accept": False}


async def test_a_day_goes_on_beyond_9999_and_another_day_has_the_form_of_its_time(rig: Rig) -> None:
    """The number widens and never wraps; a code of 2024 is in the older form; both read back as issued."""
    day = local_day(now())
    book = Book(AGENCY, day)
    full = {"_id": book.key, "first": 1, "last": 9998, "size": 0, "takes": []}
    assert await rig.intake.ground.store.collection(COLLECTION).insert(full)
    codes = [(await rig.file())["code"] for _ in range(3)]
    assert [code.rpartition("-")[2] for code in codes] == ["9999", "10000", "10001"]
    archive = rig.client(Principal("archive", DESK.agencies, DESK.scopes | {"backfill"}))
    answers = [await archive.post("/v1/dossiers", json=FILING | PAST, headers=key(f"old-{n}")) for n in range(2)]
    codes += [answer.json()["code"] for answer in answers]
    assert codes[3:] == ["000.00.01.H90-240506-0001", "000.00.01.H90-240506-0002"]
    assert [str(parse_dossier_code(code)) for code in codes] == codes
    yesterday = day - timedelta(days=1)
    assert await rig.intake.ground.numbering.take(AGENCY, yesterday) == 1


async def test_operators_exchange_the_dossiers_of_a_day(rig: Rig, tmp_path: Path) -> None:
    """Exported by agency and day with the owner's name inside only; our own are refused when they come back."""
    code = (await rig.file())["code"]
    ring = rig.settings.field_keys.keys
    env = {
        "LIENTHONG_STORE_URL": rig.settings.store_url,
        "LIENTHONG_NAMESPACE": rig.namespace,
        "LIENTHONG_FIELD_KEYS": ",".join(
            f"{id_}:{base64.urlsafe_b64encode(key).decode()}" for id_, key in ring.items()
        ),
        "LIENTHONG_LOOKUP_HASH_KEY": rig.settings.lookup_hash_key.get_secret_value(),
        "LIENTHONG_CATALOGUE_DIR": rig.settings.catalogue_dir,
    }

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["exchange", *arguments], env=env)
        return result.exit_code, result.output

    day = parse_dossier_code(code).day.isoformat()
    exported = await asyncio.to_thread(run, "export", str(tmp_path), "--agency", AGENCY, "--day", day)
    assert exported == (0, "1 messages\n")
    message = tmp_path / f"{code}.json"
    assert json.loads(message.read_text(encoding="utf-8"))["ChuHoSo"] == FILING["applicant"]["name"]
    assert await asyncio.to_thread(run, "import", str(tmp_path)) == (1, "0 accepted, 1 rejected\n")
    reason = json.loads((tmp_path / "rejected" / f"{code}.reason").read_text(encoding="utf-8"))
    assert reason == {"reason": "dossier_is_ours", "field": "MaHoSo"}
