"""The working-time rules said again in the most naive way: is this minute worked? It shares no code with the kernel."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import yaml

from bench.due_dates.cases import Case

__all__ = ["MinuteClock"]

_VIETNAM = timezone(timedelta(hours=7))
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_MINUTES_A_DAY = 24 * 60


class MinuteClock:
    """Reads the catalogue's file itself and marks each minute of its years as open or closed."""

    def __init__(self, calendars_yaml: str) -> None:
        rules = yaml.safe_load(calendars_yaml)["working_time"]
        years = sorted(rules["years"], key=lambda year: int(year["year"]))
        self._rest = set(rules["weekly_rest"])
        self._off = {item["day"] for year in years for item in year["days_off"]}
        self._worked = {item["day"] for year in years for item in year.get("makeup_days") or []}
        self._first = date(years[0]["year"], 1, 1)
        self._last = date(years[-1]["year"], 12, 31)
        self._open = {each["key"]: self._minutes(each["seasons"]) for each in rules["calendars"]}

    @property
    def calendars(self) -> list[str]:
        return sorted(self._open)

    def due_at(self, case: Case) -> datetime:
        """Step from minute to minute, counting those that are open and not paused, until the limit is reached."""
        opened = self._open[case.calendar]
        pauses = [(self._index(asked), self._index(completed)) for asked, completed in case.pauses]
        now, left = self._index(case.start), case.limit_minutes
        while left:
            if pauses and pauses[0][0] <= now:
                now = max(now, pauses.pop(0)[1])
                continue
            left -= opened[now]
            now += 1
        return (self._midnight(self._first) + now * _MINUTE).astimezone(UTC)

    def _minutes(self, seasons: list[Mapping[str, Any]]) -> bytearray:
        marked = bytearray()
        day = self._first
        while day <= self._last:
            marked += self._minutes_of(day, seasons)
            day += _DAY
        return marked

    def _minutes_of(self, day: date, seasons: list[Mapping[str, Any]]) -> bytearray:
        minutes = bytearray(_MINUTES_A_DAY)
        at_rest = day.isoweekday() in self._rest or day in self._off
        if at_rest and day not in self._worked:
            return minutes
        (season,) = [each for each in seasons if _covers(each, f"{day:%m-%d}")]
        for window in season["windows"]:
            opens, closes = (time.fromisoformat(clock) for clock in window.split("-"))
            for minute in range(opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute):
                minutes[minute] = 1
        return minutes

    def _index(self, moment: datetime) -> int:
        return (moment - self._midnight(self._first)) // _MINUTE

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, tzinfo=_VIETNAM)


def _covers(season: Mapping[str, Any], day: str) -> bool:
    first, last = str(season["from"]), str(season["to"])
    return first <= day <= last if first <= last else day >= first or day <= last
