"""One first-registration land dossier with tax, from filing to the returned result."""

import time
from typing import Any, Final

from services.contracts.events.cadastral import Cadastral
from services.contracts.events.inbound import LegCompleted, LegReceived, PaymentConfirmed, TaxNoticeIssued
from services.kernel.times import local_day, utc_now
from services.ops.demo.cast import Cast
from services.ops.demo.sms import expected_texts
from services.ops.demo.told import Effect, Seen, Teller
from services.ops.demo.views import Views
from services.ops.target import Target

__all__ = ["Story"]

_PROCEDURE: Final = "1.012753"
_PHONE: Final = "0912 345 678"
_AMOUNT_VND: Final = 12_500_000
_NOTICE: Final = "TB-2026-000123"
_RESULT: Final = "GCN-2026-000456"
_SLIP: Final = Cadastral(parcel="125", map_sheet="14", area_m2="120.5", legal_basis=("31/2024/QH15:137",))


class Story:
    """Each act sends one request and waits for what the services make of it."""

    def __init__(self, target: Target, cast: Cast, teller: Teller) -> None:
        self._target = target
        self._cast = cast
        self._teller = teller
        self._views = Views(cast.desk, target, "")
        self._texts: dict[str, str] = {}
        self._early_before: int | None = None

    async def run(self) -> str:
        """Return the dossier's code; what was wrong is with the teller."""
        for act in (self._sign_in, self._file, self._accept, self._appraise, self._tax, self._pay, self._issue):
            await act()
        await self._return()
        await self._look_back()
        return self._views.code

    async def _sign_in(self) -> None:
        self._teller.title("Agencies' software signs in")
        for software in self._cast.all():
            began = time.monotonic()
            await software.sign_in()
            name = software.issued.credential.name
            self._tell(began, "intake", f"token for {name} ({software.agency}, {software.issued.credential.client_id})")
        self._early_before = await self._early()
        self._teller.check(self._early_before is not None, "statistics say how many dossiers finished early today")

    async def _file(self) -> None:
        self._teller.title("The desk files a dossier (POST /v1/dossiers)")
        applicant = {"name": "Nguyễn Thị Mai", "phone": _PHONE, "address": "Đắk Song, Đắk Nông"}
        began = time.monotonic()
        body = await self._cast.desk.file({"procedure": _PROCEDURE, "applicant": applicant})
        self._tell(began, "intake", f"filed as {body['code']}: {body['status']} {body['status_text']}")
        self._teller.check(body["status"] == 1, "a dossier that was filed has status 1")
        self._views = Views(self._cast.desk, self._target, body["code"])

    async def _accept(self) -> None:
        self._teller.title("The desk accepts it (POST .../accept)")
        began = time.monotonic()
        body = await self._cast.desk.command(self._views.code, "accept")
        fee, receipt = body["fee"]["total_vnd"], body["receipt"]["number"]
        told = f"{body['status']} {body['status_text']}, appointment {body['appointment']}"
        self._tell(began, "intake", f"{told}, fee {fee} VND, receipt {receipt}")
        self._teller.check(body["status"] == 2, "an accepted dossier has status 2")  # noqa: PLR2004 the national code
        self._texts = expected_texts(body, _AMOUNT_VND, _NOTICE, self._target.urls["intake"])
        await self._watch(
            began,
            self._views.leg("appraise", "dispatched", "route opened, first leg handed over"),
            self._views.status("handling began", 4),
            self._sms("accepted"),
        )

    async def _appraise(self) -> None:
        self._teller.title("The land branch appraises (signed reports, POST /v1/events)")
        began = await self._land(LegReceived(occurred_at=utc_now(), code=self._views.code, leg="appraise"))
        await self._watch(began, self._views.leg("appraise", "received", "leg taken over"))
        began = await self._land(LegCompleted(occurred_at=utc_now(), code=self._views.code, leg="appraise", slip=_SLIP))
        await self._watch(
            began,
            self._views.leg("tax", "dispatched", "slip handed to the tax branch"),
            self._views.dossier("clock paused while the tax branch works", _paused),
        )

    async def _tax(self) -> None:
        self._teller.title("The tax branch gives notice of the obligation")
        code, tax = self._views.code, self._cast.tax
        began = time.monotonic()
        await tax.report(LegReceived(occurred_at=utc_now(), code=code, leg="tax"))
        await self._watch(began, self._views.leg("tax", "received", "leg taken over"))
        notice = TaxNoticeIssued(occurred_at=utc_now(), code=code, leg="tax", amount_vnd=_AMOUNT_VND, notice=_NOTICE)
        began = time.monotonic()
        await tax.report(notice)
        await self._watch(
            began,
            self._views.leg("tax", "awaiting_payment", "waits for the payment"),
            self._views.status("payment requested", 6),
            self._sms("payment_due"),
        )

    async def _pay(self) -> None:
        self._teller.title("The citizen pays; the desk reports it")
        payment = PaymentConfirmed(
            occurred_at=utc_now(), code=self._views.code, amount_vnd=_AMOUNT_VND, reference="BL-2026-000789"
        )
        began = time.monotonic()
        await self._cast.desk.report(payment)
        await self._watch(
            began,
            self._views.status("payment received", 4),
            self._views.leg("issue", "dispatched", "printing and signature handed to the land branch"),
            self._views.dossier("clock runs again", _running),
        )

    async def _issue(self) -> None:
        self._teller.title("The land branch prints and signs")
        code = self._views.code
        began = await self._land(LegReceived(occurred_at=utc_now(), code=code, leg="issue"))
        await self._watch(began, self._views.leg("issue", "received", "leg taken over"))
        done = LegCompleted(occurred_at=utc_now(), code=code, leg="issue", result_reference=_RESULT)
        began = await self._land(done)
        await self._watch(
            began,
            self._views.route("route completed", _completed),
            self._views.dossier("finished", _finished),
            self._sms("result_ready"),
        )

    async def _return(self) -> None:
        self._teller.title("The desk hands out the result (POST .../return)")
        began = time.monotonic()
        body = await self._cast.desk.command(self._views.code, "return")
        self._tell(began, "intake", f"{body['status']} {body['status_text']}")
        right = body["status"] == 10 and body["outcome"] == "early" and body["clock"] == "stopped"  # noqa: PLR2004
        self._teller.check(right, "a returned dossier has status 10, outcome early and a stopped clock")
        await self._watch(began, self._sms("survey"), Effect("stats", "the dossier is counted", self._counted))

    async def _look_back(self) -> None:
        """The citizens' page, and every SMS exactly once."""
        code, client = self._views.code, self._cast.desk.client
        page = await client.get(f"{self._target.urls['intake']}/tra-cuu/{code}")
        shown = page.is_success and "Đã trả kết quả" in page.text and "Nguyễn" not in page.text
        self._teller.check(shown, f"/tra-cuu/{code} shows the end and no name ({page.status_code})")
        states = await self._views.states()
        self._teller.check(sorted(states) == sorted(self._texts), f"messages are {sorted(states)}")
        if self._target.sms_file is not None:
            sent = self._views.messages()
            right = len(sent) == len(self._texts) and {one.to for one in sent} == {"+84912345678"}
            self._teller.check(right, f"each SMS goes out once, to the applicant ({len(sent)} of {len(self._texts)})")
            self._teller.say(f"  {len(sent)} SMS in the provider's file, each once, each with the text that was due")

    async def _counted(self) -> Seen:
        """One more than before: on a platform in use the figure was not 0."""
        count = await self._early()
        return f"{count} finished early today" if (count or 0) > (self._early_before or 0) else None

    async def _early(self) -> int | None:
        day = local_day(utc_now()).isoformat()
        question = {
            "from": day,
            "to": day,
            "procedure": _PROCEDURE,
            "agency": self._cast.desk.agency,
            "outcome": "early",
        }
        answer = await self._cast.desk.get("stats", "/v1/reports/count", question)
        return int(answer.json()["count"]) if answer.is_success else None

    async def _land(self, report: LegReceived | LegCompleted) -> float:
        began = time.monotonic()
        await self._cast.land.report(report)
        return began

    def _sms(self, template: str) -> Effect:
        return self._views.sms(template, self._texts[template])

    async def _watch(self, began: float, *effects: Effect) -> None:
        await self._teller.watch(began, *effects)

    def _tell(self, began: float, service: str, text: str) -> None:
        self._teller.step(service, (time.monotonic() - began) * 1000, text)


def _paused(body: dict[str, Any]) -> Seen:
    return "no due date" if body["clock"] == "paused" and body["due_at"] is None else None


def _running(body: dict[str, Any]) -> Seen:
    return f"due {body['due_at']}" if body["clock"] == "running" and body["due_at"] else None


def _completed(body: dict[str, Any]) -> Seen:
    done = body["status"] == "completed" and body["result_reference"] == _RESULT
    return f"result {_RESULT}" if done else None


def _finished(body: dict[str, Any]) -> Seen:
    return f"{body['status']} {body['status_text']}, outcome {body['outcome']}" if body["status"] == 9 else None  # noqa: PLR2004
