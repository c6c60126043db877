"""One dossier's way through the public interfaces, each request repeated until it is acknowledged."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, Final

from services.contracts.events.inbound import LegCompleted, LegReceived, PaymentConfirmed, TaxNoticeIssued
from services.kernel.times import utc_now
from services.ops.chaos.client import GaveUpError, Insistent
from services.ops.chaos.plan import ENDS, Course, Ending, Plan, course_of

__all__ = ["PROCEDURE", "Crew", "Journey"]

PROCEDURE: Final = "1.012753"
_AMOUNT_VND: Final = 1_250_000
_POLL_SECONDS: Final = 0.25
_HANDLED: Final = 4
_PAYMENT_DUE: Final = 6
_FINISHED: Final = 9


@dataclass(frozen=True, slots=True)
class Crew:
    """The agencies' software."""

    desk: Insistent
    land: Insistent
    tax: Insistent


@dataclass
class Journey:
    """`code` is set once the filing was acknowledged; `broken` tells why it did not get to its end."""

    number: int
    plan: Plan
    crew: Crew
    code: str = ""
    reports: list[tuple[str, str]] = field(default_factory=list)
    """(agency, event id) of each acknowledged report"""
    broken: str = ""

    @property
    def course(self) -> Course:
        return course_of(self.number)

    @property
    def ending(self) -> Ending:
        return ENDS[self.course]

    async def travel(self) -> None:
        """Go as far as the platform lets it; the judge sees whether that was far enough."""
        try:
            await self._file()
            match self.course:
                case Course.REFUSED:
                    await self._command("refuse", {"reason": "not_competent"})
                case Course.SUPPLEMENT:
                    await self._until(_HANDLED)
                    await self._command("request-supplement", {})
                case Course.COMPLETED:
                    await self._complete()
        except GaveUpError as error:
            self.broken = str(error)

    async def _file(self) -> None:
        applicant = {"name": "Nguyễn Thị Mai", "phone": f"0912{self.number % 1_000_000:06d}"}
        form = {"procedure": PROCEDURE, "applicant": applicant, "accept": self.course is not Course.REFUSED}
        self.code = (await self.crew.desk.post("/v1/dossiers", form, self._key("file")))["code"]

    async def _complete(self) -> None:
        land, tax, code = self.crew.land, self.crew.tax, self.code
        await self._report(land, LegReceived(occurred_at=utc_now(), code=code, leg="appraise"))
        await self._report(land, LegCompleted(occurred_at=utc_now(), code=code, leg="appraise"))
        await self._report(tax, LegReceived(occurred_at=utc_now(), code=code, leg="tax"))
        notice = f"TB-{self.number}"
        issued = TaxNoticeIssued(occurred_at=utc_now(), code=code, leg="tax", amount_vnd=_AMOUNT_VND, notice=notice)
        await self._report(tax, issued)
        await self._until(_PAYMENT_DUE)
        paid = PaymentConfirmed(occurred_at=utc_now(), code=code, amount_vnd=_AMOUNT_VND, reference=notice)
        await self._report(tax, paid)
        await self._report(land, LegReceived(occurred_at=utc_now(), code=code, leg="issue"))
        result = LegCompleted(occurred_at=utc_now(), code=code, leg="issue", result_reference=f"GCN-{self.number}")
        await self._report(land, result)
        await self._until(_FINISHED)
        await self._command("return", {})

    async def _report(self, client: Insistent, report: Any) -> None:
        self.reports.append(await client.report(report))

    async def _command(self, name: str, form: dict[str, Any]) -> None:
        await self.crew.desk.post(f"/v1/dossiers/{self.code}/{name}", form, self._key(name))

    async def _until(self, status: int) -> None:
        deadline = time.monotonic() + self.plan.patience_seconds
        while (found := await self.crew.desk.get("intake", f"/v1/dossiers/{self.code}"))["status"] != status:
            if time.monotonic() > deadline:
                raise GaveUpError(f"status {status} did not come, it is {found['status']}")
            await asyncio.sleep(_POLL_SECONDS)

    def _key(self, step: str) -> str:
        return f"{self.plan.run}-{self.number}-{step}"
