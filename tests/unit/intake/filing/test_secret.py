"""Secret dossiers: what leaves the agency is a count that nothing ties to them."""

from typing import Any

import orjson
import pytest

from services.intake.adapters.dossiers.secret_dossiers import StoredSecretDossiers
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.change_dossier import ChangeDossier, ChangeRequest
from services.intake.application.dossiers.representation import Representation
from services.intake.application.dossiers.secret_totals import SecretTotals
from services.intake.application.public.look_up import LookUp
from services.intake.application.public.look_up_words import words_of
from services.intake.domain.commands import Command, Complete, ReturnResult
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.problems import Problem
from tests.unit.intake.desk import AGENCY, LAND, at, terms
from tests.unit.intake.office import BOUNDS, Office, request, submission, vault

DESK = Principal("desk-1", frozenset({AGENCY}), frozenset({"dossiers:write", "dossiers:read"}))
DAY = at("2026-11-23 00:00").date()


class Cabinet:
    """An office with one secret dossier."""

    def __init__(self) -> None:
        self.office = Office()
        self.desk = Desk(self.office.dossiers, terms(), self.office.clock)
        represent = Representation(terms())
        self._change = ChangeDossier(
            self.desk, self.office.dossiers, terms(), vault(), represent, BOUNDS, self.office.clock
        )

    async def file(self, **changes: Any) -> str:
        filed = await self.office.file(request(submission=submission(secret=True, **changes)))
        return filed.dossier.code

    async def command(self, code: str, command: type[Command]) -> None:
        await self._change(ChangeRequest(code, DESK, lambda moment: command(at=moment), b"{}"))  # type: ignore[call-arg] # both need no more

    def published(self, code: str) -> list[dict[str, Any]]:
        return self.office.outbox(code)


async def test_nothing_but_an_anonymous_tally_is_published() -> None:
    """Neither code, procedure, applicant nor contact; the id stands nowhere else, and times are whole days."""
    cabinet = Cabinet()
    code = await cabinet.file()
    await cabinet.command(code, Complete)
    await cabinet.command(code, ReturnResult)
    outbox = cabinet.published(code)
    assert {entry["topic"] for entry in outbox} == {"dossier.tally.v1"}
    bodies = [orjson.loads(entry["data"]) for entry in outbox]
    assert [body["outcome"] for body in bodies] == ["pending", "early"]
    assert {tuple(sorted(body)) for body in bodies} == {("agency", "day", "occurred_at", "outcome", "tally")}
    assert {body["occurred_at"] for body in bodies} == {"2026-11-22T17:00:00Z"}
    told = repr(outbox)
    assert not [canary for canary in (code, "1.012753", "Mai", "912345678") if canary in told]


async def test_only_its_own_agency_reads_it() -> None:
    """Not the agencies that its procedure would involve, and not the public."""
    cabinet = Cabinet()
    code = await cabinet.file()
    assert (await cabinet.desk.read(code, DESK)).dossier.code == code
    with pytest.raises(Problem, match="dossier_not_found"):
        await cabinet.desk.read(code, Principal("land", frozenset({LAND})))
    assert await LookUp(cabinet.office.dossiers, terms())(code, words_of("vi")) is None


async def test_nobody_finds_it_by_a_phone_or_an_identity_number() -> None:
    """No look-up hash is kept beside it."""
    cabinet = Cabinet()
    code = await cabinet.file()
    assert not cabinet.office.rows("dossiers")[code].get("lookup")


async def test_the_agency_counts_its_own() -> None:
    """Local totals only: received and how they ended, by day of filing; not those of others."""
    cabinet = Cabinet()
    code = await cabinet.file()
    await cabinet.command(code, Complete)
    totals = SecretTotals(StoredSecretDossiers(cabinet.office.store.collection("dossiers")))
    day = at("2026-11-23 08:00").date()
    assert await totals(AGENCY, DESK, day, day) == {"received": 1, "early": 1}
    with pytest.raises(PermanentError, match="agency_not_allowed"):
        await totals(LAND, DESK, day, day)


async def test_the_tag_alone_makes_it_secret_over_http_and_is_refused_by_report() -> None:
    """See tests of reports for the refusal; here the random id exists as soon as it is filed."""
    cabinet = Cabinet()
    code = await cabinet.file(tags=("secret",))
    filing = (await cabinet.desk.read(code, DESK)).dossier.filing
    assert (filing.secret, filing.tags) == (True, ("secret",))
    assert filing.tally is not None
    assert filing.tally not in code
