"""Each kind of system over each transport: told of a leg, answers, and its answer is a signed report."""

from pathlib import Path
from typing import Any

import pytest

from services.kernel.catalogue import SystemKind, Transport
from services.kernel.times import utc_now
from services.routing.adapters.foreign.folder_courier import FolderCourier
from services.routing.adapters.foreign.http_courier import HttpCourier
from services.routing.adapters.foreign.inbox import FolderReplies
from services.routing.application.foreign.deliver import DeliverHandOvers
from services.routing.application.foreign.ports import Courier
from services.routing.domain.foreign.words import WORDS
from services.runtime.delivery.targets import GuardedTargets, networks_of
from tests.component.routing.foreign_software import LandSoftware, TaxSoftware, about
from tests.unit.routing.foreign.border import SECRETS, SHARED, Border, dispatched, system
from tests.unit.routing.foreign.test_transports import callbacks
from tests.unit.routing.signed import CODE, TAX

ANSWERS: dict[SystemKind, tuple[str, dict[str, Any], str]] = {
    SystemKind.CIVIL_STATUS: ("civil_status.registered", {"result_reference": "HT-1"}, "leg_completed"),
    SystemKind.DOCUMENTS: ("documents.document_issued", {"result_reference": "VB-1"}, "result_issued"),
    SystemKind.TAX: ("tax.notice_issued", {"amount_vnd": 7, "notice": "TB-1"}, "tax_notice_issued"),
}


def delivering(border: Border, *, http: HttpCourier, folder: Path) -> DeliverHandOvers:
    couriers: dict[Transport, Courier] = {
        Transport.HTTP: http,
        Transport.FILE: FolderCourier(folder, SECRETS, border.systems),
    }
    return DeliverHandOvers(border.systems, border.lines, border.queue, couriers, lambda: border.now, lambda: 0.0)


@pytest.mark.parametrize("kind", list(SystemKind))
async def test_a_system_behind_http_is_told_and_calls_back(kind: SystemKind, tmp_path: Path) -> None:
    """A signed POST there, a signed POST back."""
    border = Border(system("tax", kind))
    server = TaxSoftware(SHARED)
    await server.start()
    await border.connect("tax", address=f"http://127.0.0.1:{server.port}/in")
    http = HttpCourier(GuardedTargets(networks_of("127.0.0.0/8")), SECRETS, border.systems)
    border.deliver = delivering(border, http=http, folder=tmp_path)
    await border.tell(1, dispatched())
    await border.drain()
    await server.stop()
    await http.close()
    told = server.told[CODE]
    assert told["type"] == WORDS[kind].dispatched
    type_, facts, wanted = ANSWERS[kind]
    border.now = utc_now()
    async with callbacks(border) as client:
        assert await server.reply(client, "r-1", type_, about(told) | facts) == 202
    assert reported(border) == [(f"vn.lienthong.report.{wanted}.v1", f"urn:lienthong:agency:{TAX}")]


@pytest.mark.parametrize("kind", list(SystemKind))
async def test_a_system_behind_a_folder_is_told_and_answers_there(kind: SystemKind, tmp_path: Path) -> None:
    """A signed file there, a signed file back."""
    border = Border(system("land", kind, transport=Transport.FILE))
    await border.connect("land", address=None)
    none = HttpCourier(GuardedTargets(), SECRETS, border.systems)
    border.deliver = delivering(border, http=none, folder=tmp_path)
    await border.tell(1, dispatched())
    await border.drain()
    software = LandSoftware(SHARED, tmp_path)
    assert software.fetch() == 1
    (told,) = software.told.values()
    assert told["type"] == WORDS[kind].dispatched
    type_, facts, wanted = ANSWERS[kind]
    software.reply("r-1", type_, about(told) | facts)
    assert await FolderReplies(border.systems, border.lines, border.take, tmp_path).sweep() == 1
    assert reported(border) == [(f"vn.lienthong.report.{wanted}.v1", f"urn:lienthong:agency:{TAX}")]


def reported(border: Border) -> list[tuple[str, str]]:
    return [(envelope.type, envelope.source) for envelope, _ in border.broker.reports()]
