"""Contacts of dossiers that ended are not kept for ever."""

from datetime import timedelta

from services.contracts.events.lifecycle import Completed, Returned
from services.notifications.application.sending.purge_contacts import PurgeContacts
from services.notifications.domain.notification import State
from tests.unit.notifications.bench import CODE, NOW, Bench, contact, lifecycle, snapshot

OPEN = "H90.01-261123-0002"
YEAR = timedelta(days=365)


async def bench_with_an_end() -> tuple[Bench, PurgeContacts]:
    bench = Bench()
    await bench.keep([contact(1), contact(1, code=OPEN)])
    await bench.accept([lifecycle(2, snapshot(code=code)) for code in (CODE, OPEN)])
    await bench.work()
    await bench.accept([lifecycle(3, snapshot(Returned, status=10, notify=False))])
    return bench, PurgeContacts(bench.dossiers, bench.contacts, YEAR, bench.clock)


async def test_only_contacts_of_what_ended_go_and_only_in_time() -> None:
    """Not a second too early, never of an open dossier, and once; the messages keep hash and counts."""
    bench, purge = await bench_with_an_end()
    bench.now = NOW + YEAR - timedelta(seconds=1)
    assert await purge() == 0
    bench.now = NOW + YEAR
    assert [await purge(), await purge()] == [1, 0]
    found = await bench.contacts.find_many([CODE, OPEN])
    assert (found[CODE].jwe, found[OPEN].jwe is None) == (None, False)
    parcels = [each.parcel for each in bench.stored() if each.about.code == CODE]
    assert [(parcel.segments, len(parcel.recipient) > 10) for parcel in parcels if parcel] == [(1, True)]


async def test_a_dossier_that_goes_on_with_a_new_contact_is_written_to() -> None:
    """And its new contact is kept until it ends again."""
    bench, purge = await bench_with_an_end()
    bench.now = NOW + YEAR
    await purge()
    await bench.keep([contact(2)])
    await bench.accept([lifecycle(4, snapshot(Completed, status=9, contact_seq=2))])
    await bench.work()
    assert await purge() == 0
    assert {each.about.template: each.state for each in bench.stored() if each.about.code == CODE} == {
        "accepted": State.SUBMITTED,
        "result_ready": State.SUBMITTED,
    }
