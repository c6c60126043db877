"""A dossier's state as plain values and back."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from services.stats.domain.cells import DossierCell
from services.stats.domain.dossiers import DossierState
from services.stats.domain.particulars import NOTHING_SPECIAL, Particulars, Stop

_EMPTY: Final = NOTHING_SPECIAL._asdict()


def dump_dossier(state: DossierState) -> list[Any]:
    due = None if state.due_at is None else state.due_at.isoformat()
    days = (state.received_on, state.due_on, state.resolved_on, state.refused_on, state.returned_on)
    texts = [None if day is None else day.isoformat() for day in days]
    return [
        *state.cell,
        state.standing,
        due,
        *texts,
        state.group,
        state.minutes,
        state.course,
        _dump(state.particulars),
    ]


def load_dossier(row: list[Any]) -> DossierState:
    agency, province, procedure, profile, standing, due, *days, group, minutes, course, special = row
    received_on, due_on, resolved_on, refused_on, returned_on = map(_day, days)
    return DossierState(
        cell=DossierCell(agency, province, procedure, profile),
        standing=standing,
        received_on=received_on,
        due_at=None if due is None else datetime.fromisoformat(due),
        due_on=due_on,
        resolved_on=resolved_on,
        refused_on=refused_on,
        group=group,
        returned_on=returned_on,
        minutes=minutes,
        course=course,
        particulars=_load(special),
    )


def _dump(particulars: Particulars) -> dict[str, Any] | None:
    """Return only what there is, since most dossiers have little of it; days as text."""
    if particulars == NOTHING_SPECIAL:
        return None
    return {name: _plain(value) for name, value in particulars._asdict().items() if value != _EMPTY[name]}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _load(kept: dict[str, Any] | None) -> Particulars:
    if kept is None:
        return NOTHING_SPECIAL
    digitised_on, valid_to, lacks = (kept.get(name) for name in ("digitised_on", "valid_to", "lacks"))
    return Particulars(
        stops=_stops(kept.get("stops", ())),
        requests=kept.get("requests", 0),
        awaiting=_stops(kept.get("awaiting", ())),
        over_asked=_stops(kept.get("over_asked", ())),
        apology=kept.get("apology", ""),
        recorded=kept.get("recorded", False),
        pages=kept.get("pages", 0),
        digitised_on=_day(digitised_on),
        valid_to=_day(valid_to),
        supplements=tuple(map(date.fromisoformat, kept.get("supplements", ()))),
        fee=kept.get("fee", 0),
        payments=tuple((date.fromisoformat(day), how, amount) for day, how, amount in kept.get("payments", ())),
        components=_numbers(kept.get("components")),
        lacks=None if lacks is None else tuple(lacks),
        plans=tuple(kept.get("plans", ())),
    )


def _stops(rows: Iterable[list[str]]) -> tuple[Stop, ...]:
    return tuple((date.fromisoformat(began), _day(ended)) for began, ended in rows)


def _numbers(row: list[int] | None) -> tuple[int, int, int] | None:
    return None if row is None else (row[0], row[1], row[2])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
