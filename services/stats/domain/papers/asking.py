"""What a report may be asked with, and one asking of it: texts from a query or a command line, read once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from services.kernel.agency_code import parse_agency_code
from services.kernel.iso_week import read_week
from services.stats.domain.papers.askable import is_askable, is_too_long
from services.stats.domain.papers.table import Period

__all__ = [
    "AGENCY",
    "FIELD",
    "FROM",
    "PROCEDURE",
    "TAG",
    "TO",
    "WEEK",
    "Asked",
    "AskedError",
    "Parameter",
    "Shape",
    "read_asked",
]

_NUMBER: Final = re.compile(r"\d{1,9}")
_MOST: Final = 500
_WORD_MOST: Final = 200


class Shape(StrEnum):
    """How a parameter is written: 2026-11-27, 2026-W48, an agency's code, any word, a whole number, true or false."""

    DAY = "day"
    WEEK = "week"
    AGENCY = "agency"
    WORD = "word"
    WHOLE = "whole"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Parameter:
    """`many` may be repeated and means any of its values; `choices` are all that there is, if that is known.

    `known` judges values of which there are too many to name.
    """

    name: str
    shape: Shape
    meaning: str
    required: bool = False
    many: bool = False
    choices: frozenset[str] | None = None
    known: Callable[[str], bool] | None = None


FROM: Final = Parameter("from", Shape.DAY, "First day, Viet Nam time", required=True)
TO: Final = Parameter("to", Shape.DAY, "Last day, included", required=True)
WEEK: Final = Parameter("week", Shape.WEEK, "ISO week, Monday to Sunday, for example 2026-W48", required=True)
AGENCY: Final = Parameter("agency", Shape.AGENCY, "This agency and all below it by code", many=True)
PROCEDURE: Final = Parameter("procedure", Shape.WORD, "1.011441 (all versions) or 1.011441@1", many=True)
FIELD: Final = Parameter("field", Shape.WORD, "Field of the procedures", many=True)
TAG: Final = Parameter("tag", Shape.WORD, "Service model of the dossiers", many=True)


class AskedError(ValueError):
    """`errors` are (parameter, reason); values are never repeated."""

    def __init__(self, errors: Sequence[tuple[str, str]]) -> None:
        super().__init__(", ".join(f"{name}: {reason}" for name, reason in errors))
        self.errors = tuple(errors)


@dataclass(frozen=True, slots=True)
class Asked:
    """Values by parameter in canonical writing: the same question has the same form, however it was written."""

    values: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def words(self, name: str) -> frozenset[str] | None:
        """Return any of which is wanted; None = all."""
        return frozenset(self._all(name)) or None

    def word(self, name: str) -> str | None:
        return next(iter(self._all(name)), None)

    def day(self, name: str) -> date:
        """Return a day that is required."""
        return date.fromisoformat(self._all(name)[0])

    def whole(self, name: str, default: int) -> int:
        found = self.word(name)
        return default if found is None else int(found)

    def flag(self, name: str) -> bool | None:
        found = self.word(name)
        return None if found is None else found == "true"

    @property
    def period(self) -> Period:
        """Return `from` and `to`, or the week; a report that has no `from` is of the end of its last day."""
        week = self.word(WEEK.name)
        if week is not None:
            return Period(read_week(week).monday, read_week(week).sunday)
        first = self.word(FROM.name)
        return Period(None if first is None else date.fromisoformat(first), self.day(TO.name))

    def _all(self, name: str) -> tuple[str, ...]:
        return dict(self.values).get(name, ())


def read_asked(parameters: Iterable[Parameter], given: Iterable[tuple[str, str]]) -> Asked:
    """Return the asking. Raises AskedError; a name that is no parameter is refused, lest it be thought to filter."""
    by_name = {parameter.name: parameter for parameter in parameters}
    texts: dict[str, list[str]] = {}
    for name, text in given:
        texts.setdefault(name, []).append(text)
    errors = [(name, "not_a_parameter") for name in texts if name not in by_name]
    errors += [(name, "missing") for name, one in by_name.items() if one.required and name not in texts]
    values: dict[str, tuple[str, ...]] = {}
    for name in texts.keys() & by_name.keys():
        try:
            values[name] = _read(by_name[name], texts[name])
        except ValueError as error:
            errors.append((name, _reason(error)))
    if not errors:
        errors += _wrong_spans(values)
    if errors:
        raise AskedError(sorted(errors))
    return Asked(tuple(sorted(values.items())))


def _wrong_spans(values: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Days and weeks have no other pairs than these."""
    found = []
    for first, last, read in (("from", "to", date.fromisoformat), ("from_week", "to_week", _monday)):
        if first in values and last in values:
            begins, ends = read(values[first][0]), read(values[last][0])
            if ends < begins:
                found.append((last, f"before_{first}"))
            elif is_too_long(begins, ends):
                found.append((last, "too_long_after"))
    return found


def _monday(week: str) -> date:
    return read_week(week).monday


def _read(parameter: Parameter, texts: Sequence[str]) -> tuple[str, ...]:
    if len(texts) > (_MOST if parameter.many else 1):
        raise _WrongError("too_many")
    found = {_READERS[parameter.shape](text) for text in texts}
    if parameter.choices is not None and not found <= parameter.choices:
        raise _WrongError("unknown")
    if parameter.known is not None and not all(map(parameter.known, found)):
        raise _WrongError("unknown")
    return tuple(sorted(found))


class _WrongError(ValueError):
    """Carries the reason as its only argument."""


def _reason(error: ValueError) -> str:
    return str(error) if isinstance(error, _WrongError) else "malformed"


def _day(text: str) -> str:
    return _askable(date.fromisoformat(text)).isoformat()


def _week(text: str) -> str:
    week = read_week(text)
    _askable(week.monday)
    return week.name


def _askable(day: date) -> date:
    if not is_askable(day):
        raise _WrongError("out_of_range")
    return day


def _agency(text: str) -> str:
    try:
        return parse_agency_code(text)
    except ValueError as error:
        raise _WrongError("not_an_agency_code") from error


def _word(text: str) -> str:
    if not text or len(text) > _WORD_MOST:
        raise _WrongError("length")
    return text


def _whole(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise _WrongError("not_a_whole_number")
    return str(int(text))


def _flag(text: str) -> str:
    if text not in {"true", "false"}:
        raise _WrongError("neither_true_nor_false")
    return text


_READERS: Final[Mapping[Shape, Callable[[Any], str]]] = {
    Shape.DAY: _day,
    Shape.WEEK: _week,
    Shape.AGENCY: _agency,
    Shape.WORD: _word,
    Shape.WHOLE: _whole,
    Shape.FLAG: _flag,
}
