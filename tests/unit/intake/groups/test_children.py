"""Children that a route asks for: filed once, kept to their parent, recalled with it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import AsyncMock, Mock

import orjson

from services.contracts.envelope import Envelope
from services.contracts.events.lifecycle import Accepted
from services.contracts.events.progress import (
    ChildOrder,
    LegAcknowledged,
    LegDispatched,
    LegFailed,
    RouteCancelled,
    RouteEvent,
    RouteOpened,
)
from services.contracts.topics import PROGRESS
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.follow_routes import FollowRoutes
from services.intake.application.dossiers.holders import holders_of
from services.intake.application.dossiers.ports import Kept, Pending
from services.intake.application.exchange.export import Export
from services.intake.application.groups.file_child import FileChild
from services.intake.application.groups.keep_groups import KeepGroups
from services.intake.application.groups.recall_children import RecallChildren
from services.intake.application.privacy.read_applicant import ReadApplicant
from services.intake.domain.commands import Command, RouteStep, Withdraw
from services.intake.domain.decide import decide
from services.intake.domain.dossier import Filing
from services.kernel.agency_code import AgencyCode
from services.kernel.status import Outcome, Status
from services.runtime.auth.principal import Principal
from services.runtime.kafka.records import Delivered, RawRecord
from tests.unit.intake.desk import at, terms
from tests.unit.intake.office import APPLICANT, BOUNDS, Office, request, vault

GROUP, POLICE = "2.002621@1", "G94.01"
RESIDENCE, CHILD = "9.000401", "G94.01-261123-0001"


class Group:
    """A parent of an interlinked group at its desk, and what routing says about it."""

    def __init__(self) -> None:
        self.office, self.code, self.seq = Office(), "", 0

    async def open(self) -> "Group":
        filed = await self.office.file(request())
        self.code = filed.dossier.code
        return self

    def handler(self) -> FollowRoutes:
        """A process of its own."""
        office = self.office
        file_child = FileChild(office.file, terms(), BOUNDS, office.clock)
        groups = KeepGroups(office.dossiers, file_child, RecallChildren(office.dossiers, terms()))
        return FollowRoutes(office.dossiers, office.register, terms(), office.clock, groups)

    def said(self, data: RouteEvent) -> Delivered:
        self.seq += 1
        envelope = Envelope(f"p-{self.seq}", "", "urn:lienthong:routing", self.code, self.office.now, seq=self.seq)
        return Delivered(RawRecord(PROGRESS.name, 0, 0, 0, self.code.encode(), b"{}", ()), envelope, data)

    def opened(self) -> Delivered:
        return self.said(RouteOpened(legs=("birth", "residence"), **self.common()))

    def dispatched(self, due_at: datetime | None = None, procedure: str = RESIDENCE) -> Delivered:
        order = ChildOrder(procedure=procedure, agency=POLICE)
        return self.said(LegDispatched(leg="residence", agency=POLICE, child=order, due_at=due_at, **self.common()))

    def cancelled(self) -> Delivered:
        return self.said(RouteCancelled(recalled=("residence",), done=("birth",), **self.common()))

    def common(self) -> dict[str, Any]:
        return {"occurred_at": self.office.now, "code": self.code, "procedure": GROUP, "clock": "running"}

    async def hear(self, *batch: Delivered) -> None:
        verdicts = await self.handler()(list(batch))
        assert not verdicts.rejected
        assert not verdicts.deferred

    async def dossier(self, code: str) -> Kept:
        kept = await self.office.dossiers.load(code)
        assert kept is not None
        return kept

    async def ask(self, code: str, *commands: Command) -> None:
        kept = await self.dossier(code)
        dossier = kept.dossier
        for command in commands:
            dossier = decide(command, dossier, terms()).dossier
        await self.office.dossiers.commit(Pending(Kept(dossier, kept.applicant, kept.answers, kept.basis)))

    def told(self, code: str) -> Sequence[str]:
        return [each["type"].removeprefix("vn.lienthong.").removesuffix(".v1") for each in self.office.outbox(code)]


async def test_a_dispatched_child_is_filed_and_accepted_at_its_agency() -> None:
    """It gets a number there, names its parent and leg, and the parent's timeline shows its code."""
    group = await Group().open()
    await group.hear(group.opened(), group.dispatched())
    assert group.told(CHILD) == ["dossier.registered", "dossier.accepted"]
    accepted = Accepted.model_validate_json(group.office.outbox(CHILD)[1]["data"])
    assert (accepted.parent, accepted.parent_leg) == (group.code, "residence/1")
    assert (accepted.agency, accepted.procedure, accepted.status) == (POLICE, "9.000401@1", 2)
    assert accepted.contact_seq == 1
    assert [leg.child for leg in (await group.dossier(group.code)).dossier.route.legs] == [CHILD]


async def test_a_dispatch_that_comes_again_files_nothing_more() -> None:
    """After a crash before the parent moved on, and by a second process at once."""
    group = await Group().open()
    batch = (group.opened(), group.dispatched())
    file_child = FileChild(group.office.file, terms(), BOUNDS, group.office.clock)
    early = await KeepGroups(group.office.dossiers, file_child, RecallChildren(group.office.dossiers, terms()))(batch)
    await group.hear(*batch)
    await group.hear(*batch)
    assert early == {1: CHILD}
    assert sorted(group.office.rows("dossiers")) == sorted([CHILD, group.code])
    assert group.told(CHILD) == ["dossier.registered", "dossier.accepted"]


async def test_a_child_is_due_with_its_leg() -> None:
    """A leg that leaves less time than the child's own procedure makes its appointment earlier."""
    group = await Group().open()
    due = at("2026-11-24 15:00")
    await group.hear(group.opened(), group.dispatched(due))
    child = (await group.dossier(CHILD)).dossier
    assert (child.due_at, child.promised_at) == (due, due)


async def test_a_child_keeps_no_personal_data_of_its_own() -> None:
    """Its agency reads the applicant from the parent, and the access is written down for the child."""
    group = await Group().open()
    await group.hear(group.opened(), group.dispatched())
    log = Mock(record=AsyncMock())
    read = ReadApplicant(Desk(group.office.dossiers, terms(), group.office.clock), vault(), log)
    applicant = await read(CHILD, Principal("c", frozenset({POLICE})), "software")
    assert applicant.name == APPLICANT.name
    log.record.assert_awaited_once_with("software", POLICE, CHILD, "open_applicant")
    assert (await group.dossier(CHILD)).applicant is None


async def test_the_portal_and_the_register_show_whose_child_it_is() -> None:
    """Of several dossiers at once, with one more request for the parents of the children among them."""
    group = await Group().open()
    await group.hear(group.opened(), group.dispatched())
    found = [await group.dossier(CHILD), await group.dossier(group.code)]
    holders = await holders_of(group.office.dossiers, found)
    assert {code: holder.dossier.code for code, holder in holders.items()} == dict.fromkeys(
        (CHILD, group.code), group.code
    )
    outbox = Mock()
    await Export(group.office.dossiers, vault(), Mock(record=AsyncMock()), outbox, terms())([CHILD, group.code])
    assert [each.args[0].owner for each in outbox.leave.call_args_list] == [APPLICANT.name] * 2


async def test_an_order_that_cannot_be_filed_is_a_dead_letter() -> None:
    """What the catalogue does not know waits for an operator; the parent does not go on without its child."""
    group = await Group().open()
    verdicts = await group.handler()([group.opened(), group.dispatched(procedure="9.999999")])
    assert list(verdicts.rejected) == [1]
    assert (await group.dossier(group.code)).dossier.route.legs == ()


async def test_a_withdrawn_parent_recalls_its_children() -> None:
    """Also one filed by the same batch; each is told once, however often it is asked."""
    group = await Group().open()
    await group.hear(group.opened())
    await group.ask(group.code, Withdraw(at=group.office.now), Withdraw(at=group.office.now, step="granted"))
    batch = (group.dispatched(), group.cancelled())
    await group.hear(*batch)
    await group.hear(*batch)
    child = (await group.dossier(CHILD)).dossier
    assert (child.status, child.outcome) == (Status.STOPPED, Outcome.WITHDRAWN)
    assert group.told(CHILD) == ["dossier.registered", "dossier.accepted", "dossier.withdrawn"]


async def test_a_child_that_is_done_is_not_recalled() -> None:
    """Its result stays."""
    group = await Group().open()
    await group.hear(group.opened(), group.dispatched())
    await group.ask(CHILD, RouteStep(at=group.office.now, caused_by="p", kind="route_completed"))
    await group.hear(group.cancelled())
    assert (await group.dossier(CHILD)).dossier.status is Status.FINISHED


async def test_a_failed_child_is_told_once_on_its_parent() -> None:
    """The parent stays open, and the event names the child and how it ended."""
    group = await Group().open()
    await group.hear(group.opened(), group.dispatched())
    said = group.said(LegFailed(leg="residence", agency=POLICE, reason="stopped", **group.common()))
    await group.hear(said)
    await group.hear(said)
    assert group.told(group.code).count("dossier.child_failed") == 1
    told = orjson.loads(group.office.outbox(group.code)[-1]["data"])
    assert (told["leg"], told["child"], told["reason"], told["status"]) == ("residence", CHILD, "stopped", 4)
    assert [leg.state for leg in (await group.dossier(group.code)).dossier.route.legs] == ["failed"]


async def test_what_a_child_brings_about_is_no_report_of_its_agency() -> None:
    """The register of reports gets no row for the event of the child that moved the leg, even from the same batch."""
    group = await Group().open()
    moved = LegAcknowledged(leg="residence", agency=POLICE, **group.common() | {"caused_by": "child-event"})
    await group.hear(group.opened(), group.dispatched(), group.said(moved))
    assert group.office.store.tables["inbound_events"].rows == {}


def test_papers_of_a_group_are_supplied_within_seven_days() -> None:
    """Other procedures keep the number of their rule pack."""
    day = at("2026-11-23 08:00")
    group = Filing("H94.01.01-261123-0001", AgencyCode("H94.01.01"), GROUP, "interlinked", "commune", day)
    land = Filing("H90.01-261123-0001", AgencyCode("H90.01"), "1.012753@1", "land", "district", day)
    assert (terms().course(group).reply_days, terms().course(land).reply_days) == (7, 30)


async def test_an_outage_does_not_make_a_child_a_record_of_the_past() -> None:
    """However late intake hears of the dispatch, the child is filed within the bounds of business time."""
    group = await Group().open()
    batch = (group.opened(), group.dispatched())
    group.office.now += timedelta(days=4)
    await group.hear(*batch)
    child = next(code for code in group.office.rows("dossiers") if code.startswith(POLICE))
    assert (await group.dossier(child)).dossier.filing.backfill is False
