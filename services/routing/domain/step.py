"""A route and what happened to it so far; rules are chained on it, each seeing the route the one before left."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from services.routing.domain.happened import Happened, Recorded
from services.routing.domain.route import Route

__all__ = ["Step", "record"]

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Step:
    route: Route
    happened: tuple[Happened, ...] = ()

    def then(self, move: Callable[[Route], "Step"]) -> "Step":
        following = move(self.route)
        return Step(following.route, self.happened + following.happened)

    def each(self, items: Iterable[Item], move: Callable[[Route, Item], "Step"]) -> "Step":
        step = self
        for item in items:
            following = move(step.route, item)
            step = Step(following.route, step.happened + following.happened)
        return step

    def noting(self, happened: Happened) -> "Step":
        return Step(self.route, (*self.happened, happened))


def record(step: Step, cause: str, actor: str | None = None) -> tuple[Recorded, ...]:
    """All events of one cause carry the clock as it stands after that cause, so that it never flickers in between."""
    return tuple(Recorded(what, cause, step.route.running, actor) for what in step.happened)
