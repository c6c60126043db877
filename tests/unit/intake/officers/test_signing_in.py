"""Signing in: one answer for all that fails, waiting after failures, sessions that end."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.runtime.failures import PermanentError
from services.runtime.officers.lockout import Attempts
from services.runtime.problems import Problem
from tests.unit.intake.desk import at
from tests.unit.intake.officers.lobby import LOCK, PASSWORD, Lobby


async def test_a_signed_in_officer_acts_for_the_agency_alone() -> None:
    """The session gives a principal of that agency that cannot back-fill."""
    lobby = Lobby()
    await lobby.hire()
    officer = await lobby.enter()
    assert officer.principal.agencies == {"H90.01"}
    assert officer.principal.scopes == {"dossiers:read", "dossiers:write"}
    assert officer.has("receiver", "signer")
    with pytest.raises(Problem, match="role_missing"):
        officer.require("signer")


@pytest.mark.parametrize(("login", "password"), [("mai", "wrong"), ("nobody", PASSWORD), ("MAI ", "wrong")])
async def test_unknown_and_mistyped_are_answered_alike(login: str, password: str) -> None:
    """An answer tells nothing about which logins exist."""
    lobby = Lobby()
    await lobby.hire()
    with pytest.raises(Problem, match="sign_in_failed"):
        await lobby.sign_in(login, password)


@pytest.mark.parametrize("login", ["mai", "nobody"])
async def test_a_login_waits_after_failures_even_with_the_right_password(login: str) -> None:
    """Known or not, after three failures nothing is looked at until the wait is over."""
    lobby = Lobby()
    await lobby.hire()
    for _ in range(3):
        with pytest.raises(Problem, match="sign_in_failed"):
            await lobby.sign_in(login, "wrong")
    with pytest.raises(Problem, match="sign_in_locked"):
        await lobby.sign_in(login, PASSWORD)


async def test_the_wait_ends_by_itself_or_by_an_operator() -> None:
    """After a minute, or after `unlock`, the right password opens a session again."""
    lobby = Lobby()
    await lobby.hire()
    for _ in range(3):
        with pytest.raises(Problem):
            await lobby.sign_in("mai", "wrong")
    lobby.later(seconds=61)
    assert await lobby.enter()
    for _ in range(3):
        with pytest.raises(Problem):
            await lobby.sign_in("mai", "wrong")
    await lobby.manage.unlock("mai")
    assert await lobby.enter()


async def test_parallel_guesses_share_one_count() -> None:
    """Twenty guesses at once are at most as many looks at the password as the rules allow."""
    lobby = Lobby()
    await lobby.hire()
    answers = await asyncio.gather(*(lobby.sign_in("mai", f"g{n}") for n in range(20)), return_exceptions=True)
    reasons = [str(answer) for answer in answers]
    assert reasons.count("sign_in_locked") >= 20 - LOCK.failures
    assert (await lobby.attempts.load("mai")).failures == LOCK.failures


@given(failures=st.integers(min_value=0, max_value=10_000))
def test_waiting_grows_and_is_bounded(failures: int) -> None:
    """No number of failures shortens the wait, overflows it or takes it beyond the longest."""
    now = at("2026-11-23 08:00")
    wait, longer = (Attempts(n, None, now).failed(now, LOCK).locked_until for n in (failures, failures + 1))
    assert (wait is None) == (failures + 1 < LOCK.failures)
    if wait is not None and longer is not None:
        assert wait <= longer <= now + LOCK.longest


async def test_a_session_ends_when_idle_and_at_the_latest_after_ten_hours() -> None:
    """Requests keep it open, but not for ever."""
    lobby = Lobby()
    await lobby.hire()
    token = await lobby.sign_in("mai", PASSWORD)
    for _ in range(29):
        lobby.later(minutes=20)
        assert await lobby.desk.recognise(token)
    lobby.later(minutes=20)
    assert await lobby.desk.recognise(token) is None

    token = await lobby.sign_in("mai", PASSWORD)
    lobby.later(minutes=31)
    assert await lobby.desk.recognise(token) is None


async def test_signing_in_again_ends_the_session_of_the_browser() -> None:
    """A token that was planted before is worth nothing after."""
    lobby = Lobby()
    await lobby.hire()
    first = await lobby.sign_in("mai", PASSWORD)
    second = await lobby.sign_in("mai", PASSWORD, first)
    assert first != second
    assert await lobby.desk.recognise(first) is None
    assert await lobby.desk.recognise(second)


async def test_a_new_password_or_a_closed_account_ends_every_session() -> None:
    """Even a session row that a crash left behind opens nothing."""
    lobby = Lobby()
    await lobby.hire()
    officer = await lobby.enter()
    row = dict(lobby.store.tables["officer_sessions"].rows[officer.session.id])
    await lobby.manage.change_password("mai", "another long password")
    assert await lobby.desk.recognise(officer.token) is None
    lobby.store.tables["officer_sessions"].rows[officer.session.id] = row
    assert await lobby.desk.recognise(officer.token) is None
    await lobby.manage.disable("mai")
    with pytest.raises(Problem, match="sign_in_failed"):
        await lobby.sign_in("mai", "another long password")


async def test_an_officer_sees_and_ends_only_own_sessions() -> None:
    """Two browsers are two sessions; a colleague's cannot be ended."""
    lobby = Lobby()
    await lobby.hire("mai")
    await lobby.hire("lan")
    mai, other, lan = await lobby.enter("mai"), await lobby.enter("mai"), await lobby.enter("lan")
    assert {each.id for each in await lobby.desk.list_own(mai)} == {mai.session.id, other.session.id}
    await lobby.desk.end_own(mai, other.session.id)
    await lobby.desk.end_own(mai, lan.session.id)
    assert await lobby.desk.recognise(other.token) is None
    assert await lobby.desk.recognise(lan.token)


async def test_the_store_holds_neither_password_nor_token() -> None:
    """A copy of the store opens nothing."""
    lobby = Lobby()
    await lobby.hire()
    officer = await lobby.enter()
    stored = str({name: table.rows for name, table in lobby.store.tables.items()})
    assert PASSWORD not in stored
    assert officer.token not in stored
    assert officer.session.id in stored


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"password": "short"}, "password_too_short"),
        ({"login": "a b"}, "login_invalid"),
        ({"postings": {}}, "agency_required"),
        ({"postings": {"H90.01": ["king"]}}, "role_unknown"),
        ({"postings": {"nowhere": ["receiver"]}}, "code_invalid"),
        ({"password": None}, "password_required"),
    ],
)
async def test_an_account_that_makes_no_sense_is_refused(change: dict[str, object], reason: str) -> None:
    """Login, password, roles and agencies are checked before anything is kept."""
    values = {"login": "mai", "name": "Mai", "postings": {"H90.01": ["receiver"]}, "password": PASSWORD} | change
    with pytest.raises(PermanentError, match=reason):
        await Lobby().manage.create(**values)  # type: ignore[arg-type] # wrong on purpose


async def test_a_login_is_given_once() -> None:
    """Two operators who create the same login at once make one account."""
    lobby = Lobby()
    answers = await asyncio.gather(lobby.hire(), lobby.hire(), return_exceptions=True)
    assert [type(answer).__name__ for answer in answers].count("PermanentError") == 1
