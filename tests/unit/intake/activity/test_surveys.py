"""Surveys: one invitation per returned dossier, one answer, and nobody learns whose it is."""

from dataclasses import replace
from typing import Any

import pytest

from services.contracts.events.lifecycle import Returned
from services.contracts.topics import LIFECYCLE
from services.intake.application.dossiers.lifecycle import snapshot
from services.intake.application.dossiers.ports import Pending
from services.intake.domain.dossier import Dossier, HistoryEntry
from services.kernel.status import Status
from services.runtime.aggregates.model import NewEvent
from services.runtime.failures import PermanentError
from tests.unit.intake.activity.counters import Counters
from tests.unit.intake.desk import AGENCY, at, filing

CODE = "H90.01-261123-0001"
MOMENT = at("2026-11-23 09:00")


def returned(**changes: Any) -> Dossier:
    filed = replace(filing(MOMENT, CODE), **changes)
    return Dossier(filed, Status.RETURNED, received_at=MOMENT, finished_at=MOMENT, returned_at=MOMENT)


def event_of(dossier: Dossier) -> NewEvent:
    return NewEvent(LIFECYCLE, Returned(occurred_at=MOMENT, **snapshot(dossier)), CODE, CODE)


def surveys(desk: Counters) -> list[str]:
    return [id_ for id_ in desk.store.tables["activity"].rows if id_.startswith("S-")]


async def test_returning_a_dossier_invites_once() -> None:
    """The commit announces it, the follow-up invites; another return, process or printed form adds none."""
    desk = Counters()
    await desk.keep(returned(), event_of(returned()))
    assert await desk.follow_up() == 1
    await desk.desk.surveys.invite(CODE)
    await desk.keep(returned(), event_of(returned()))
    await Counters(desk.store).follow_up()
    (survey,) = surveys(desk)
    assert desk.told(survey) == ["survey.invited"]
    assert desk.events(survey)[0][1]["occurred_at"] == "2026-11-23T02:00:00Z"


async def test_a_crash_before_the_return_leaves_nobody_invited() -> None:
    """A row without its commit waits, invites nobody, and goes away in the end."""
    desk = Counters()
    await desk.keep(replace(returned(), status=Status.FINISHED, returned_at=None))
    earlier = await desk.dossiers.load(CODE)
    assert earlier is not None
    await desk.follow_ups.announce([Pending(replace(earlier, dossier=returned()), (event_of(returned()),))])
    assert await desk.follow_up() == 0
    assert surveys(desk) == []
    assert desk.store.tables["desk_follow_ups"].rows
    desk.now = at("2026-11-23 08:11")
    await desk.follow_up()
    assert not desk.store.tables["desk_follow_ups"].rows


async def test_answers_are_anonymous() -> None:
    """Neither event nor store ties the answer to the code; the scores are published, not kept."""
    desk = Counters()
    await desk.keep(returned(channel="online"))
    token = desk.desk.surveys.token(CODE)
    await desk.desk.surveys.answer(CODE, "result", token, {"overall": 5, "attitude": 2})
    (survey,) = surveys(desk)
    row = desk.store.tables["activity"].rows[survey]
    assert CODE not in repr(row)
    assert token not in repr(row)
    assert "attitude" not in repr(row["state"])
    words, body = desk.events(survey)[-1]
    assert words == "survey.answered"
    assert body["scores"] == {"overall": 5, "attitude": 2}
    assert (body["channel"], body["form"], body["least"], body["most"]) == ("online", "result", 1, 5)


async def test_a_survey_is_answered_once() -> None:
    """The second answer is refused, and the questions say that it was answered."""
    desk = Counters()
    await desk.keep(returned())
    token = desk.desk.surveys.token(CODE)
    await desk.desk.surveys.answer(CODE, "result", token, {"overall": 5})
    with pytest.raises(PermanentError, match="survey_answered"):
        await desk.desk.surveys.answer(CODE, "result", token, {"overall": 1})
    assert (await desk.desk.surveys.questions(CODE, "result", token))["answered"]


@pytest.mark.parametrize("scores", [{}, {"overall": 0}, {"overall": 6}, {"weather": 3}])
async def test_scores_are_on_the_scale_and_answer_what_was_asked(scores: dict[str, int]) -> None:
    """Questions and scale are data of the rules."""
    desk = Counters()
    await desk.keep(returned())
    with pytest.raises(PermanentError, match="scores_invalid"):
        await desk.desk.surveys.answer(CODE, "result", desk.desk.surveys.token(CODE), scores)


async def test_a_token_opens_its_own_survey_only() -> None:
    """Another form's token, another dossier's, and an unknown code get the same answer."""
    desk = Counters()
    await desk.keep(returned())
    wrong = (
        (CODE, desk.desk.surveys.token(CODE, "receipt")),
        (CODE, desk.desk.surveys.token("H90.01-261123-0002")),
        ("H90.01-261123-0003", "0" * 24),
    )
    for code, token in wrong:
        with pytest.raises(PermanentError, match="survey_not_found"):
            await desk.desk.surveys.questions(code, "result", token)


@pytest.mark.parametrize(
    ("form", "status", "history", "open_"),
    [
        ("receipt", Status.IN_PROCESS, (), True),
        ("result", Status.IN_PROCESS, (), False),
        ("supplement", Status.IN_PROCESS, (HistoryEntry("asked", MOMENT, Status.SUPPLEMENT_REQUESTED),), True),
        ("supplement", Status.IN_PROCESS, (), False),
        ("refusal", Status.REFUSED, (HistoryEntry("refused", MOMENT, Status.REFUSED),), True),
        ("refusal", Status.RETURNED, (), False),
    ],
)
async def test_a_survey_goes_with_a_form_that_was_given(
    form: str,
    status: Status,
    history: tuple[HistoryEntry, ...],
    open_: bool,  # noqa: FBT001 a table's column
) -> None:
    """Receipt, supplement and refusal have surveys of their own, once the dossier got that form."""
    desk = Counters()
    await desk.keep(replace(returned(), status=status, history=history))
    if open_:
        assert (await desk.desk.surveys.invite(CODE, form)).survey.form == form
        return
    with pytest.raises(PermanentError, match="survey_not_open"):
        await desk.desk.surveys.invite(CODE, form)


@pytest.mark.parametrize("changes", [{"secret": True}, {"sandbox": True}])
async def test_nobody_is_asked_about_a_dossier_that_publishes_nothing(changes: dict[str, bool]) -> None:
    """Secret dossiers and those of the sandbox take no survey."""
    desk = Counters()
    await desk.keep(returned(**changes), event_of(returned(**changes)))
    await desk.follow_up()
    assert surveys(desk) == []


async def test_the_past_is_not_invited() -> None:
    """Replayed dossiers invite nobody, unless they are to be notified."""
    desk = Counters()
    old = returned(backfill=True)
    await desk.keep(replace(old, filing=replace(old.filing, notify=False)), event_of(old))
    await desk.follow_up()
    assert surveys(desk) == []


async def test_the_portal_asks_without_a_dossier() -> None:
    """One answer per key; it names agency and channel only."""
    desk = Counters()
    for _ in range(2):
        await desk.desk.answer_on_portal(desk.request("portal-1", client="public"), {"overall": 4})
    (survey,) = surveys(desk)
    assert [(words, body["form"], body["agency"]) for words, body in desk.events(survey)] == [
        ("survey.answered", "portal", str(AGENCY))
    ]


async def test_a_change_of_the_hash_key_invites_nobody_twice() -> None:
    """While the previous key is in use, its tokens still open the survey, and the invitation is the same."""
    before = Counters()
    await before.keep(returned())
    printed = (await before.desk.surveys.invite(CODE)).token
    after = Counters(before.store, hash_keys=(b"n" * 32, b"h" * 32))
    assert (await after.desk.surveys.invite(CODE)).token != printed
    await after.desk.surveys.answer(CODE, "result", printed, {"overall": 5})
    assert len(surveys(after)) == 1
    with pytest.raises(PermanentError, match="survey_not_found"):
        await after.desk.surveys.questions(CODE, "result", "không phải khoá")
