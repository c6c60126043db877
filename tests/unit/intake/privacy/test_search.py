from services.intake.application.dossiers.applicant import Applicant
from services.intake.application.privacy.search import Wanted
from tests.unit.intake.privacy.bureau import DESK, OTHER, Bureau

TWIN = Applicant("Lê Văn Hai", phone="0912 345 678", id_number="099345678901")


async def test_an_agency_finds_its_dossiers_by_phone_or_identity_number() -> None:
    """Newest first; both numbers together must both fit."""
    bureau = Bureau()
    first, second = await bureau.filed("1"), await bureau.filed("2", applicant=TWIN)

    async def found(phone: str | None = None, id_number: str | None = None) -> list[str]:
        return [each.code for each in await bureau.search(Wanted(phone, id_number), DESK, "desk-1")]

    assert await found("0912345678") == [second, first]
    assert await found(id_number="099345678901") == [second]
    assert await found("0912345678", "012345678901") == [first]
    assert await found("0987654321") == []


async def test_each_hit_is_written_to_the_access_log() -> None:
    """A search without a hit leaves a trace too, without a dossier."""
    bureau = Bureau()
    code = await bureau.filed()
    await bureau.search(Wanted("0912345678"), DESK, "officer-7")
    assert [(each.actor, each.purpose) for each in await bureau.access_log.entries(code)] == [("officer-7", "search")]
    await bureau.search(Wanted("0987654321"), DESK, "officer-7")
    assert len(await bureau.access_log.entries("none")) == 1


async def test_another_agencys_dossiers_are_not_found() -> None:
    """They do not exist for it, and no read of them is logged."""
    bureau = Bureau()
    code = await bureau.filed()
    assert await bureau.search(Wanted("0912345678"), OTHER, "desk-2") == []
    assert await bureau.access_log.entries(code) == []
