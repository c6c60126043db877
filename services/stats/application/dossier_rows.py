"""A dossier's state as plain values and back."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from services.stats.domain.cells import DossierCell
from services.stats.domain.dossiers import DossierState
from services.stats.domain.particulars import NOTHING_SPECIAL, File, Particulars

_CACHED: Final = 4_096
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


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


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


@lru_cache(_CACHED)
def _dump(particulars: Particulars) -> dict[str, Any] | None:
    """Return only what there is, since most dossiers have little of it, and many the same; days as text."""
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
    return NOTHING_SPECIAL._replace(**{name: _READ[name](value) for name, value in kept.items()})


def _same(value: Any) -> Any:
    return value


def _stops(rows: list[list[str | None]]) -> tuple[tuple[date | None, date | None], ...]:
    return tuple((_day(stopped), _day(again)) for stopped, again in rows)


def _payments(rows: list[tuple[str, str, int]]) -> tuple[tuple[date, str, int], ...]:
    return tuple((date.fromisoformat(day), how, amount) for day, how, amount in rows)


def _files(rows: list[tuple[str, int, str | None]]) -> tuple[File, ...]:
    return tuple((date.fromisoformat(day), pages, _day(valid_to)) for day, pages, valid_to in rows)


def _days(texts: list[str]) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, texts))


_READ: Final[dict[str, Callable[[Any], Any]]] = dict.fromkeys(_EMPTY, _same) | {
    "stops": _stops,
    "awaiting": _stops,
    "over_asked": _stops,
    "files": _files,
    "supplements": _days,
    "payments": _payments,
    "components": tuple,
    "lacks": tuple,
    "plans": tuple,
}
