"""Random routes of up to twelve legs, with branches, joins, conditions and optional legs; dossiers to go along them."""

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from services.kernel.catalogue import Join
from services.routing.domain.plan import Plan, PlannedLeg
from tests.unit.routing.graphs import leg, plan
from tests.unit.routing.signed import DESK, LAND, TAX

MOST_LEGS = 12
_CONDITIONS = [{"channel": ["online"]}, {"channel": ["post"], "zone": ["inner"]}, {"tags": ["ninth_hour", "model_day"]}]


@dataclass(frozen=True)
class Dossier:
    """What the conditions of its route look at."""

    channel: str
    tags: tuple[str, ...]
    attributes: Mapping[str, str]

    def has(self, planned: PlannedLeg) -> bool:
        """Whether it has the leg, worked out without the rules under test."""
        mine: dict[str, set[str | None]] = {
            "channel": {self.channel},
            "tags": set(self.tags),
            "zone": {self.attributes.get("zone")},
        }
        return all(mine[name] & values for name, values in planned.when.items())


class Drawn:
    """A plan that is shown by its graph when an example fails."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __repr__(self) -> str:
        return "; ".join(map(_words, self.plan.legs.values()))


def _words(leg: PlannedLeg) -> str:
    marks = {"outside": not leg.inside, "obligation": leg.obligation, "optional": leg.optional}
    of = f" {leg.join} of {' '.join(leg.after)}" if leg.after else ""
    when = f" when {dict(leg.when)}" if leg.when else ""
    return f"{leg.id}{of}{when} {' '.join(mark for mark, holds in marks.items() if holds)}".strip()


@st.composite
def routes(draw: st.DrawFn) -> Drawn:
    """Each leg waits for some of those before it, so there is no cycle; the first has no condition."""
    legs: list[PlannedLeg] = []
    for number in range(draw(st.integers(1, MOST_LEGS))):
        before = [other.id for other in legs[-4:]]
        after = draw(st.lists(st.sampled_from(before), unique=True, max_size=3)) if before else []
        legs.append(_leg(draw, number, sorted(after)))
    return Drawn(plan(*legs))


def _leg(draw: st.DrawFn, number: int, after: list[str]) -> PlannedLeg:
    return leg(
        f"leg{number}",
        *after,
        agency=draw(st.sampled_from([DESK, LAND, TAX])),
        hours=draw(st.integers(0, 30)),
        inside=draw(st.integers(0, 3)) > 0,
        join=draw(st.sampled_from(Join)) if len(after) > 1 else Join.ALL,
        slip=draw(st.sampled_from([None, "cadastral"])),
        obligation=draw(st.integers(0, 5)) == 0,
        when=draw(st.sampled_from(_CONDITIONS)) if number and draw(st.integers(0, 2)) == 0 else None,
        optional=bool(after) and draw(st.integers(0, 3)) == 0,
    )


def dossiers() -> st.SearchStrategy[Dossier]:
    return st.builds(
        Dossier,
        st.sampled_from(["direct", "online", "post"]),
        st.sampled_from([(), ("ninth_hour",), ("no_writing", "model_day")]),
        st.sampled_from([{}, {"zone": "inner"}, {"zone": "outer"}]),
    )
