"""Quantities come from where the catalogue says, and are absent when nobody knows them."""

import pytest

from services.kernel.catalogue.pack_rules import Label
from services.kernel.catalogue.scoring import Quantity, Source
from services.stats.domain.forms.amounts import Holding, amounts_of, check_quantities

HOLDING = Holding(
    before={"received:pending": 1},
    during={"received:early": 3, "resolved:early": 2, "resolved:late": 1},
    by_channel={"online": {"received:early": 2}, "direct": {"received:early": 1}},
    records={
        ("desk", "petition"): {"answered:in_time": 3, "answered:late": 1, "rated": 2},
        ("leg", "tax"): {"finished:late": 4},
    },
)


def amount(source: Source, *measures: str, key: str = "q", rolled: str = "", times: int = 1, **told: int) -> int | None:
    rolled_set = frozenset({rolled}) if rolled else frozenset[str]()
    quantity = Quantity(key, Label("", ""), source, measures, rolled_set, times)
    return amounts_of([quantity], HOLDING, told).get(key)


def test_quantities_of_every_source() -> None:
    """A measure without outcome is summed over them; channels and record types narrow it."""
    assert amount(Source.DOSSIERS, "resolved") == 3
    assert amount(Source.DOSSIERS, "resolved:late", "received") == 4
    assert amount(Source.DOSSIERS, "received", rolled="online") == 2
    assert amount(Source.DESK, "answered", rolled="petition") == 4
    assert amount(Source.DESK, "answered", rolled="survey") == 0
    assert amount(Source.DESK, "rated", rolled="petition", times=5) == 10
    assert amount(Source.LEGS, "finished:late") == 4
    assert amount(Source.MESSAGES, "submitted") == 0
    assert amount(Source.PROGRESS, key="dossiers_handled") == 4
    assert amount(Source.OUTSIDE, key="told", told=7) == 7


def test_unknown_quantities_are_absent() -> None:
    """Nobody told it, or dossiers are not counted by channel there."""
    assert amount(Source.OUTSIDE) is None
    narrowed = Quantity("q", Label("", ""), Source.DOSSIERS, ("received",), frozenset({"online"}))
    assert amounts_of([narrowed], Holding(), {}) == {}


def test_where_only_receptions_are_told_apart_by_channel_nothing_else_is() -> None:
    """A result of which nobody knows the channel is not known, never zero."""
    online = frozenset({"online"})
    wanted = [
        Quantity("received", Label("", ""), Source.DOSSIERS, ("received",), online),
        Quantity("digitised", Label("", ""), Source.DOSSIERS, ("finished_digitised",), online),
    ]
    assert amounts_of(wanted, Holding(received={"online": 2, "direct": 1}), {}) == {"received": 2}


def test_a_quantity_that_the_service_cannot_tell_is_refused() -> None:
    """The message names it and what there is."""
    with pytest.raises(ValueError, match=r"dossiers_haendled.*dossiers_handled"):
        check_quantities([Quantity("dossiers_haendled", Label("", ""), Source.PROGRESS)])
