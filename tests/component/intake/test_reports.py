"""Agencies' reports on the real broker: submitted, repeated, out of order, forged."""

import asyncio
from datetime import timedelta
from typing import Any

from services.contracts.events.inbound import DossierSubmitted, PaymentConfirmed, SupplementFiled
from services.kernel.agency_code import AgencyCode
from services.kernel.times import local_day
from tests.component.intake.rig import Rig, Signer, now, wait_for

AGENCY = AgencyCode("H90.01")


async def _code(rig: Rig) -> str:
    return (await rig.intake.ground.reservations.reserve(AGENCY, local_day(now()), 1))[0]


def _submitted(code: str, **changes: Any) -> DossierSubmitted:
    values: dict[str, Any] = {"occurred_at": now(), "code": code, "procedure": "1.012753", "accept": True}
    return DossierSubmitted(**(values | changes))


async def test_a_submission_becomes_a_dossier_once(rig: Rig, desk_signer: Signer) -> None:
    """However often it is delivered: one dossier, its two events once, and the fate applied."""
    code = await _code(rig)
    id_ = await rig.report(desk_signer, _submitted(code), id_="s-1")
    await rig.report(desk_signer, _submitted(code), id_="s-1")
    body = await rig.reached(code, 2)
    assert body["agency"] == AGENCY
    assert await rig.settled(AGENCY, id_) == ("applied", None)
    last = await rig.report(desk_signer, SupplementFiled(occurred_at=now(), code=code))
    assert await rig.settled(AGENCY, last) == ("rejected", "transition_not_allowed")

    async def published() -> bool:
        return await rig.published(code) == ["registered", "accepted"]

    await wait_for(published)


async def test_what_comes_before_its_dossier_is_rejected_and_the_neighbours_go_through(
    rig: Rig, desk_signer: Signer
) -> None:
    """Unknown dossier, unreserved code, used code, unknown procedure, another day's code: each with its reason."""
    good, used, late = await _code(rig), (await rig.file())["code"], await _code(rig)
    yesterday = (await rig.intake.ground.reservations.reserve(AGENCY, local_day(now()) - timedelta(days=1), 1))[0]
    reports = {
        "dossier_unknown": SupplementFiled(occurred_at=now(), code=good),
        "code_not_reserved": _submitted(f"{used[:-4]}9999"),
        "code_taken": _submitted(used),
        "procedure_unknown": _submitted(late, procedure="9.999999"),
        "code_of_another_day": _submitted(yesterday),
    }
    ids = {reason: await rig.report(desk_signer, data) for reason, data in reports.items()}
    applied = await rig.report(desk_signer, _submitted(good))
    assert await rig.settled(AGENCY, applied) == ("applied", None)
    fates = await asyncio.gather(*(rig.settled(AGENCY, id_) for id_ in ids.values()))
    assert fates == [("rejected", reason) for reason in ids]

    # A fate is told before its letter is written.
    async def all_buried() -> bool:
        return sorted(await rig.letters()) == sorted(ids)

    await wait_for(all_buried)


async def test_a_forged_report_changes_nothing_and_settles_nobodys_row(
    rig: Rig, desk_signer: Signer, tax_signer: Signer
) -> None:
    """Bad signature, foreign agency, no signature, unknown key: dead letters, and the register stays untouched."""
    code = await _code(rig)
    data = _submitted(code)
    forged = [
        await rig.report(desk_signer, data, signature="v1,AAAA"),
        await rig.report(tax_signer, data, source="H90.01"),
        await rig.report(desk_signer, data, signature=None),
    ]

    async def all_dead() -> bool:
        return sorted(await rig.letters()) == ["agency_not_allowed", "signature_bad", "signature_missing"]

    await wait_for(all_dead)
    assert [await rig.fate(AGENCY, id_) for id_ in forged] == [None] * 3
    assert (await rig.client().get(f"/v1/dossiers/{code}")).status_code == 404


async def test_reports_of_agencies_without_a_part_are_rejected(
    rig: Rig, desk_signer: Signer, tax_signer: Signer
) -> None:
    """A supplement comes from the receiving agency; a payment from an agency of the route, too."""
    code = (await rig.file())["code"]
    supplement = await rig.report(tax_signer, SupplementFiled(occurred_at=now(), code=code))
    assert await rig.settled("H90.30.01", supplement) == ("rejected", "agency_not_allowed")
    paid = PaymentConfirmed(occurred_at=now(), code=code, amount_vnd=1, reference="PT-1")
    held = await rig.report(tax_signer, paid)
    second = await rig.report(desk_signer, paid)
    assert await rig.settled(AGENCY, second) == ("rejected", "payment_already_held")
    assert await rig.fate("H90.30.01", held) is None


async def test_the_past_is_taken_from_a_credential_with_the_scope_only(rig: Rig) -> None:
    """A back-filled dossier keeps the mark; without the scope the time is out of range."""
    archive = Signer("archive", "H90.01")
    await rig.credential(archive, "backfill")
    past = now() - timedelta(days=400)
    code, other = await rig.intake.ground.reservations.reserve(AGENCY, local_day(past), 2)
    await rig.report(archive, _submitted(code, occurred_at=past))
    body = await rig.reached(code, 2)
    assert (body["backfill"], body["notify"]) == (True, False)
    plain = Signer("plain", "H90.01")
    await rig.credential(plain)
    refused = await rig.report(plain, _submitted(other, occurred_at=past))
    assert await rig.settled(AGENCY, refused) == ("rejected", "time_out_of_range")
