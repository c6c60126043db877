"""What the look-up page shows at each station of a dossier."""

from dataclasses import replace

import pytest
from fastapi import Request

from services.intake.application.public.look_up import public_view
from services.intake.application.public.look_up_words import ENGLISH, VIETNAMESE, Words
from services.intake.domain.commands import Accept, Refuse, RequestSupplement, Stop, Withdraw
from services.kernel.status import Status
from services.runtime.web.callers import address_of
from tests.unit.intake.desk import Case, at, filed, in_process, obligation, route, terms

MOMENT = "2024-05-06 09:00"


@pytest.mark.parametrize("words", [VIETNAMESE, ENGLISH])
def test_there_are_words_for_everything(words: Words) -> None:
    """Every status, every leg state and every history entry, so that nobody reads a token."""
    for status in Status:
        assert words.status(status)
        assert words.step(status).format(desk="A", units="B")
    assert set(words.events) == set(VIETNAMESE.events)
    at_an_agency = {"dispatched", "received", "paused", "awaiting_payment"}
    assert set(words.legs) == at_an_agency | {"completed", "sent_back", "failed", "closed"}


def _courses() -> list[Case]:
    refused, asked, stopped, withdrawn = filed(), in_process(), in_process(), in_process()
    refused.hear(Refuse(at=at(MOMENT), reason="not_competent"))
    asked.hear(RequestSupplement(at=at(MOMENT), components=("land_map",)))
    stopped.hear(Stop(at=at(MOMENT), reason="duplicate"))
    withdrawn.hear(Withdraw(at=at(MOMENT), step="requested"))
    withdrawn.hear(Withdraw(at=at(MOMENT), step="taken_back"))
    return [refused, asked, stopped, withdrawn]


@pytest.mark.parametrize("case", _courses())
def test_no_history_entry_is_left_without_words(case: Case) -> None:
    """`other` is for versions to come only."""
    for entry in case.dossier.history:
        assert entry.what in VIETNAMESE.events


def test_it_says_who_has_the_dossier_now() -> None:
    """The desk at first, then the agencies with an open leg, then nobody but the desk again."""
    case = filed()
    assert public_view(case.dossier, terms(), ENGLISH).step == "Waiting to be received by Đắk Song"
    case.hear(Accept(at=at(MOMENT)))
    for kind in ("route_opened", "leg_dispatched"):
        case.hear(route(MOMENT, kind, leg="appraise" if kind != "route_opened" else None))
    assert public_view(case.dossier, terms(), ENGLISH).step == (
        "Being handled by Chi nhánh văn phòng đăng ký đất đai số 1"
    )
    case.hear(route(MOMENT, "leg_finished", leg="appraise"))
    assert public_view(case.dossier, terms(), ENGLISH).step == "Being handled by Đắk Song"


def test_an_amount_owed_is_nobody_elses_business() -> None:
    """The page says that a payment is due, not how much: codes can be guessed."""
    case = in_process()
    case.hear(obligation(MOMENT, amount=5_123_456))
    view = public_view(case.dossier, terms(), VIETNAMESE)
    assert view.status == 6
    assert "5123456" not in repr(view)
    assert (view.paused, view.due_at) == (True, None)


def test_a_stopped_dossier_promises_nothing() -> None:
    """Whatever was promised before."""
    stopped = _courses()[2]
    view = public_view(stopped.dossier, terms(), VIETNAMESE)
    assert (view.result_expected, view.due_at, view.promised_at) == (False, None, None)
    assert view.status_text == "Dừng xử lý"


def test_times_are_local() -> None:
    """UTC inside, Viet Nam's clock on the page."""
    assert VIETNAMESE.time(at("2024-05-06 09:05")) == "09:05 ngày 06/05/2024"
    assert ENGLISH.time(at("2024-05-06 09:05")) == "06/05/2024, 09:05"
    assert replace(ENGLISH, moment="%H").time(at("2024-05-06 23:30")) == "23"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "unknown"),
        (None, "unknown"),
    ],
)
def test_callers_are_told_apart_by_address(host: str | None, address: str) -> None:
    """One household of IPv6 addresses is one caller."""
    request = Request({"type": "http", "client": (host, 1) if host else None})
    assert address_of(request) == address
