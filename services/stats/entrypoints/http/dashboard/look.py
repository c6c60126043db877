"""What the templates of a place are given, on public pages and on the officers' desk alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.stats.application.dashboard.places import Places
from services.stats.application.dashboard.read_place import Part, PlaceBoard
from services.stats.domain.dashboard.period import CalendarPeriod
from services.stats.domain.dashboard.standing import NATION, Subject, agency, province
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Text, say
from services.stats.entrypoints.http.dashboard.charts.bars import part_bar, value_bar
from services.stats.entrypoints.http.dashboard.charts.course import in_time_chart, share_gap, volume_chart
from services.stats.entrypoints.http.dashboard.ways import Ways
from services.stats.entrypoints.http.dashboard.words import CHANNELS, StatsWords

__all__ = ["Look"]

_NATION = Text("Toàn quốc", "The whole country")
_SECRET = Text("Hồ sơ mật", "Secret dossiers")


@dataclass(frozen=True, slots=True)
class Look:
    """Names of things, and the values of the templates."""

    places: Places
    names: Names

    def name_of(self, subject: Subject, words: StatsWords) -> str:
        return words.say(self.text_of(subject))

    def text_of(self, subject: Subject) -> Text:
        match subject.kind:
            case "nation":
                return _NATION
            case "field":
                return _SECRET if subject.name == "secret" else _capital(self.names.field(subject.name))
            case "channel":
                return Text(*CHANNELS.get(subject.name, (subject.name, subject.name)))
        return say(self.places.name(subject.name))

    def place(
        self, board: PlaceBoard, periods: Sequence[CalendarPeriod], ways: Ways, words: StatsWords
    ) -> dict[str, Any]:
        """Values of the page of a place."""
        asked = board.asked
        return {
            **self.frame(asked.subject, asked.period, periods, ways, words),
            "board": board,
            "asked": asked,
            "seen": board.seen,
            "volume": volume_chart(board.months, words),
            "share_gap": share_gap(board.months, words),
            "in_time": in_time_chart(board.months, words),
            "value_bar": value_bar,
            "part_bar": part_bar,
            "most_of": _most,
            "hides": board.asked.least is not None and _hides(board),
        }

    def frame(
        self, subject: Subject, period: CalendarPeriod, periods: Sequence[CalendarPeriod], ways: Ways, words: StatsWords
    ) -> dict[str, Any]:
        """Values that every page about a place and a period needs."""
        return {
            "period": period,
            "periods": _grouped(periods),
            "near": _near(periods, period),
            "place_name": self.name_of(subject, words),
            "trail": self._trail(subject, words),
            "ways": ways,
            "name_of": lambda subject: self.name_of(subject, words),
        }

    def leg(self, name: str, words: StatsWords) -> str:
        return words.say(_capital(self.names.leg(name)))

    def leg_role(self, name: str, words: StatsWords) -> str:
        """Return whose leg it is; nothing if that differs."""
        role = self.names.leg_role(name)
        return "" if role is None else words.say(_capital(role))

    def _trail(self, subject: Subject, words: StatsWords) -> list[tuple[str, Subject]]:
        """The way down from the country; the place itself is not on it."""
        if subject == NATION:
            return []
        trail = [(words.say(_NATION), NATION)]
        if subject.kind == "agency":
            trail.append((self.places.name(subject.within), province(subject.within)))
            above = (code for code in self.places.above(subject.name) if code != subject.within)
            trail.extend((self.places.name(code), agency(code)) for code in above)
        return trail


def _capital(text: Text) -> Text:
    return Text(text.vi, text.en[:1].upper() + text.en[1:])


def _grouped(periods: Sequence[CalendarPeriod]) -> Mapping[str, list[CalendarPeriod]]:
    groups: dict[str, list[CalendarPeriod]] = {}
    for period in periods:
        groups.setdefault(period.kind.value, []).append(period)
    return groups


def _near(
    periods: Sequence[CalendarPeriod], period: CalendarPeriod
) -> tuple[CalendarPeriod | None, CalendarPeriod | None]:
    """The periods before and after, as far as there are any."""
    known = set(periods)
    before, after = period.previous, period.following
    return before if before in known else None, after if after in known else None


def _hides(board: PlaceBoard) -> bool:
    """Whether anything that should stand on the page does not."""
    parts = (*board.parts, *board.fields, *board.channels)
    seen = (board.seen, *(part.seen for part in parts), *(month.seen for month in board.months))
    return any(each.hidden for each in seen)


def _most(parts: Sequence[Part]) -> int:
    """What the longest bar stands for."""
    return max((part.seen["received"] or 0 for part in parts), default=0)
