"""The rule pack as it holds at an agency on a day: the national one with dated local overrides over it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from services.kernel.agency_code import AgencyCode, is_within
from services.kernel.catalogue.pack import RulePack
from services.kernel.catalogue.period import Period
from services.kernel.catalogue.read_pack_parts import merged
from services.kernel.catalogue.unknown import UnknownPack

__all__ = ["Override", "RuleBook", "apply"]

_REMEMBERED = 131_072


@dataclass(frozen=True, slots=True)
class Override:
    """`changes` to a pack at `agency` and everything below it by code; no agency is everywhere."""

    agency: AgencyCode | None
    validity: Period
    plan: str
    changes: Mapping[str, Any]

    def holds(self, day: date, agency: AgencyCode) -> bool:
        return self.validity.covers(day) and (self.agency is None or is_within(agency, self.agency))


def apply(pack: RulePack, override: Override) -> RulePack:
    changes = {name: merged(getattr(pack, name), new) for name, new in override.changes.items()}
    return replace(pack, **changes, plans=(*pack.plans, override.plan))


class RuleBook:
    """`overrides` must come widest first. Never changes, so answers are remembered."""

    def __init__(self, packs: tuple[RulePack, ...], overrides: tuple[Override, ...]) -> None:
        self.packs = packs
        self.overrides = overrides
        self.on = lru_cache(_REMEMBERED)(self._on)
        self._merged = lru_cache(maxsize=None)(self._with)

    def national(self, day: date) -> RulePack:
        """Raises UnknownPack."""
        for pack in self.packs:
            if pack.validity.covers(day):
                return pack
        raise UnknownPack(day.isoformat())

    def _on(self, day: date, agency: AgencyCode) -> RulePack:
        holding = (number for number, override in enumerate(self.overrides) if override.holds(day, agency))
        return self._merged(self.national(day).id, tuple(holding))

    def _with(self, pack_id: str, numbers: tuple[int, ...]) -> RulePack:
        pack = next(pack for pack in self.packs if pack.id == pack_id)
        for number in numbers:
            pack = apply(pack, self.overrides[number])
        return pack
