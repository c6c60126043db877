import pytest

from services.runtime.failures import PermanentError
from services.runtime.problems import Problem
from tests.unit.intake.desk import at
from tests.unit.intake.privacy.bureau import DESK, OTHER, Bureau


async def test_a_request_is_due_within_two_working_days() -> None:
    """Monday before the holiday of 24 November: Thursday; Friday afternoon: after the week-end; late only after it."""
    bureau = Bureau()
    code = await bureau.filed()
    request = await bureau.data_requests.register(code, DESK, "access", None)
    assert request.due_at == at("2026-11-26 08:00")
    assert not request.is_late(at("2026-11-26 08:00"))
    assert request.is_late(at("2026-11-26 08:01"))
    bureau.office.now = at("2026-11-27 16:00")
    assert (await bureau.data_requests.register(code, DESK, "access", None)).due_at == at("2026-12-01 16:00")


async def test_a_repeated_key_finds_the_first_request() -> None:
    """A retry is no second request; another key is."""
    bureau = Bureau()
    code = await bureau.filed()
    first = await bureau.data_requests.register(code, DESK, "access", "k")
    bureau.office.now = at("2026-11-24 08:00")
    assert await bureau.data_requests.register(code, DESK, "access", "k") == first
    await bureau.data_requests.register(code, DESK, "access", "l")
    assert len(await bureau.data_requests.of(DESK)) == 2


async def test_granting_an_erasure_erases() -> None:
    """The answer is written down after it happened, once."""
    bureau = Bureau()
    code = await bureau.filed(accept=False)
    await bureau.refuse(code)
    request = await bureau.data_requests.register(code, DESK, "erasure", None)
    answered = await bureau.data_requests.answer(code, request.id, DESK, "granted", None)
    assert answered.answered_at == bureau.office.now
    assert (await bureau.kept(code)).applicant is None
    with pytest.raises(PermanentError, match="data_request_answered"):
        await bureau.data_requests.answer(code, request.id, DESK, "refused", "too_late")


async def test_an_erasure_that_is_not_possible_stays_unanswered() -> None:
    """Of an open dossier nothing is erased, and nobody is told that it was."""
    bureau = Bureau()
    code = await bureau.filed()
    request = await bureau.data_requests.register(code, DESK, "erasure", None)
    with pytest.raises(PermanentError, match="dossier_open"):
        await bureau.data_requests.answer(code, request.id, DESK, "granted", None)
    assert [each.outcome for each in await bureau.data_requests.of(DESK)] == [None]


async def test_a_refused_erasure_erases_nothing() -> None:
    """The reason is kept with the request."""
    bureau = Bureau()
    code = await bureau.filed()
    request = await bureau.data_requests.register(code, DESK, "erasure", None)
    await bureau.data_requests.answer(code, request.id, DESK, "refused", "law_requires_it")
    assert (await bureau.kept(code)).applicant is not None
    assert [(each.outcome, each.reason) for each in await bureau.data_requests.of(DESK)] == [
        ("refused", "law_requires_it")
    ]


async def test_another_agency_sees_no_request() -> None:
    """Neither in its list nor by id."""
    bureau = Bureau()
    code = await bureau.filed()
    request = await bureau.data_requests.register(code, DESK, "access", None)
    assert await bureau.data_requests.of(OTHER) == []
    with pytest.raises(Problem, match="dossier_not_found"):
        await bureau.data_requests.answer(code, request.id, OTHER, "granted", None)
