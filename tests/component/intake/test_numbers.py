"""Numbers through the door: both forms of codes, beyond 9999, and the day's account."""

from datetime import timedelta

from services.intake.adapters.dossiers.numbering import COLLECTION
from services.intake.domain.numbers.book import Book
from services.kernel.agency_code import AgencyCode
from services.kernel.dossier_code import parse_dossier_code
from services.kernel.times import local_day
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
