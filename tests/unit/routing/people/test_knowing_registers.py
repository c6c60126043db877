"""Signing registers as they arrive from intake, and what is done while one may still be on its way."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.intake.adapters.delegations.signing_event import signing_changed
from services.routing.adapters.people.signing_book import SigningBook, register_of
from services.routing.application.people.await_register import check_register_known
from services.routing.domain.hear import hear
from services.routing.domain.people.hands import SignedBy
from services.routing.domain.report import Report, ReportKind
from services.runtime.failures import TransientError
from tests.unit.routing.graphs import Desk, at
from tests.unit.routing.people.office import Registers
from tests.unit.routing.people.ward import CLERK, WARD, Ward, away, delegation, register


def _book() -> SigningBook:
    return SigningBook("localhost:9092", "", lambda: at(0))


def test_what_intake_tells_is_what_routing_knows() -> None:
    """Posts, delegations with their conditions, absences: nothing is lost on the way."""
    kept = register(delegation(), away(1, 2))
    assert register_of(signing_changed(kept, at(0))) == kept


def test_the_newest_version_wins_and_is_news_once() -> None:
    """An older one that comes again changes nothing."""
    book, older = _book(), register()
    newer = replace(older, version=2, absences=(away(1, 2),))
    for told in (older, newer, older):
        book.learn(told)
    assert book.register(WARD) == newer
    assert set(book.changed()) == {WARD}
    assert set(book.changed()) == set()


def test_a_book_is_behind_until_it_has_read_beyond_a_report() -> None:
    """A register changed just before the report may arrive a few seconds after it."""
    book = _book()
    assert book.is_behind(at(0))
    book.caught_up(at(0))
    assert book.is_behind(at(0))
    book.caught_up(at(0) + timedelta(minutes=1))
    assert not book.is_behind(at(0))


def _refused(ward: Ward) -> tuple[Desk, Report]:
    desk = Desk(ward.plan())
    desk.accept()
    return desk, desk.write(ReportKind.COMPLETED, "certify", 1, signed_by=SignedBy(CLERK))


def test_a_refusal_waits_while_the_register_may_be_behind() -> None:
    """The report comes again; once the register is known the refusal stands."""
    desk, report = _refused(Ward(register()))
    decision = hear(desk.route, desk.plan, report)
    with pytest.raises(TransientError, match="signing_register_behind"):
        check_register_known(decision, report, Registers(behind=True))
    check_register_known(decision, report, Registers(behind=False))


def test_nothing_else_waits_for_the_register() -> None:
    """A good report, or one refused for another reason, is settled at once."""
    desk, report = _refused(Ward(register()))
    other = replace(report, leg="roof")
    check_register_known(hear(desk.route, desk.plan, other), other, Registers(behind=True))
