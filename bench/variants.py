"""Who is measured, in the order in which rounds alternate."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bench.measured import Measured


class Variant(StrEnum):
    """`idiomatic` and `ceiling` are the two references of design §8."""

    OURS = "ours"
    IDIOMATIC = "idiomatic"
    CEILING = "ceiling"

    def module(self, service: str) -> str:
        """The process that does the job of `service`."""
        return f"services.{service}" if self is Variant.OURS else f"bench.{self.value}.{service}"


Rounds = dict[Variant, list[Measured]]
ORDER: Final = tuple(Variant)


def no_rounds() -> Rounds:
    return {variant: [] for variant in ORDER}


def modules(variant: Variant, *services: str) -> Mapping[str, str]:
    return {service: variant.module(service) for service in services}
