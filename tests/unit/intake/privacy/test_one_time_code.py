import asyncio
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.application.privacy.one_time_code import Proof
from services.intake.domain.privacy.challenge import Challenge
from services.runtime.problems import Problem
from tests.unit.intake.desk import at
from tests.unit.intake.privacy.bureau import Bureau

PHONE = "+84912345678"
PROOF = Proof("recover_codes", PHONE)


async def known(bureau: Bureau) -> Any:
    return (await bureau.kept(await bureau.filed())).dossier


async def wrong(bureau: Bureau, answer: str, proof: Proof = PROOF) -> None:
    with pytest.raises(Problem, match="one_time_code_wrong"):
        await bureau.codes.check(proof, answer)


async def test_the_code_that_was_sent_is_right_once() -> None:
    """It goes sealed to the phone; a second use of it is refused."""
    bureau = Bureau()
    await bureau.codes.send(PROOF, await known(bureau), "vi")
    assert bureau.sent() == [(PHONE, "100001")]
    await bureau.codes.check(PROOF, "100001")
    await wrong(bureau, "100001")


async def test_after_five_tries_the_right_code_is_of_no_use() -> None:
    """Four wrong tries leave one; five leave none."""
    bureau = Bureau()
    dossier = await known(bureau)
    await bureau.codes.send(PROOF, dossier, "vi")
    for _ in range(4):
        await wrong(bureau, "000000")
    await bureau.codes.check(PROOF, "100001")
    await bureau.codes.send(PROOF, dossier, "vi")
    for _ in range(5):
        await wrong(bureau, "000000")
    await wrong(bureau, "100002")


async def test_many_tries_at_once_are_not_more_than_five() -> None:
    """Each try is written before it counts, so of fifty at the same moment no more than five are looked at."""
    bureau = Bureau()
    await bureau.codes.send(PROOF, await known(bureau), "vi")
    guesses = [f"{number:06}" for number in range(50)]
    await asyncio.gather(*(wrong(bureau, guess) for guess in guesses))
    await wrong(bureau, "100001")


async def test_it_holds_for_five_minutes() -> None:
    """The last moment counts, the one after does not."""
    bureau = Bureau()
    dossier = await known(bureau)
    await bureau.codes.send(PROOF, dossier, "vi")
    bureau.office.now += timedelta(minutes=5) - timedelta(seconds=1)
    await bureau.codes.check(PROOF, "100001")
    await bureau.codes.send(PROOF, dossier, "vi")
    bureau.office.now += timedelta(minutes=5)
    await wrong(bureau, "100002")


async def test_a_phone_gets_three_codes_in_an_hour() -> None:
    """Whoever asks more often changes nothing: the last code stays valid."""
    bureau = Bureau()
    dossier = await known(bureau)
    for _ in range(5):
        await bureau.codes.send(PROOF, dossier, "vi")
    assert len(bureau.sent()) == 3
    await bureau.codes.check(PROOF, "100003")
    bureau.office.now += timedelta(hours=1)
    await bureau.codes.send(PROOF, dossier, "vi")
    assert len(bureau.sent()) == 4


async def test_two_requests_at_once_send_one_code() -> None:
    """Both read the same record of the phone; one writes it."""
    bureau = Bureau()
    dossier = await known(bureau)
    await asyncio.gather(*(bureau.codes.send(PROOF, dossier, "vi") for _ in range(4)))
    assert len(bureau.sent()) == 1


async def test_an_unknown_phone_looks_the_same_and_gets_nothing() -> None:
    """The same documents are written for it, so neither the answer nor its time tells."""
    bureau = Bureau()
    await bureau.codes.send(PROOF, None, "vi")
    assert bureau.sent() == []
    assert len(bureau.office.rows("challenges")) == len(bureau.office.rows("challenge_phones")) == 1
    await wrong(bureau, "000000")
    assert next(iter(bureau.office.rows("challenges").values()))["state"]["tries_left"] == 4


@pytest.mark.parametrize("other", [Proof("release_number", PHONE), Proof("recover_codes", PHONE, "H90.01-261123-0001")])
async def test_a_code_is_for_its_purpose_and_dossier_alone(other: Proof) -> None:
    """One that was asked for to see codes does not take a number away from a dossier."""
    bureau = Bureau()
    await bureau.codes.send(PROOF, await known(bureau), "vi")
    await wrong(bureau, "100001", other)
    await bureau.codes.check(PROOF, "100001")


async def test_neither_number_nor_code_is_stored() -> None:
    """Keyed hashes only, and another hash of the phone than the one beside dossiers."""
    bureau = Bureau()
    dossier = await known(bureau)
    await bureau.codes.send(PROOF, dossier, "vi")
    shown = repr([bureau.office.rows("challenges"), bureau.office.rows("challenge_phones")])
    assert not [text for text in ("912345678", "100001") if text in shown]
    (phone,) = bureau.office.rows("challenge_phones")
    assert phone not in bureau.office.rows("dossiers")[dossier.code]["lookup"]


async def test_what_is_long_over_is_forgotten() -> None:
    """Old challenges and phones go; one that may still be answered stays."""
    bureau = Bureau()
    await bureau.codes.send(PROOF, None, "vi")
    bureau.office.now += timedelta(days=1)
    await bureau.codes.send(Proof("recover_codes", "+84987654321"), None, "vi")
    assert await bureau.challenges.forget(bureau.office.now - timedelta(hours=1)) == 2
    assert (len(bureau.office.rows("challenges")), len(bureau.office.rows("challenge_phones"))) == (1, 1)


@given(st.lists(st.tuples(st.sampled_from(["right", "wrong"]), st.integers(0, 400)), max_size=12))
def test_an_answer_is_right_at_most_once_in_time_and_within_five_tries(tries: list[tuple[str, int]]) -> None:
    """Whatever is tried, whenever: the rules of a challenge hold."""
    start = at("2026-11-23 08:00")
    challenge = Challenge("c", "recover_codes", None, "right", start + timedelta(seconds=300), 5)
    now, accepted = start, 0
    for number, (answer, seconds) in enumerate(tries, 1):
        now += timedelta(seconds=seconds)
        challenge, right = challenge.tried("recover_codes", None, answer, now)
        accepted += right
        assert right <= (answer == "right" and number <= 5 and now < start + timedelta(seconds=300))
    assert accepted <= 1
