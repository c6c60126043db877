from datetime import timedelta

import pytest

from services.intake.application.privacy.ports import Purpose
from services.runtime.access_log import COLLECTION, AccessEntry, StoredAccessLog
from tests.unit.intake.office import Office

CODE = "H90.01-261123-0001"


async def test_every_read_is_a_row_of_its_own() -> None:
    """Who, which dossier, what for and when, oldest first; another dossier's reads are not among them."""
    office = Office()
    log = StoredAccessLog(office.store.collection(COLLECTION), office.clock)
    first = office.now
    await log.record("officer-1", "H90.01", CODE, Purpose.PRINT_FORM)
    office.now += timedelta(minutes=1)
    await log.record("officer-2", "H90.01", CODE, Purpose.SEARCH)
    await log.record("officer-2", "H90.01", CODE + "1", Purpose.SEARCH)
    assert await log.entries(CODE) == [
        AccessEntry("officer-1", "H90.01", CODE, "print_form", first),
        AccessEntry("officer-2", "H90.01", CODE, "search", office.now),
    ]


async def test_free_text_is_no_purpose() -> None:
    """A sentence could repeat what was read, so only tokens are kept."""
    office = Office()
    log = StoredAccessLog(office.store.collection(COLLECTION), office.clock)
    with pytest.raises(ValueError, match="tokens"):
        await log.record("officer-1", "H90.01", CODE, "asked by Nguyễn Thị Mai")
    assert not office.rows(COLLECTION)
