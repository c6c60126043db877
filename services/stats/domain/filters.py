"""Which cells of the counters a question is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property

from services.stats.domain.cells import Profile, parse_mark, parse_profile

Any_of = frozenset[str]


@dataclass(frozen=True)
class Filters:
    """None = all; a set = any of. A procedure is named by its code (every version) or as code@version."""

    procedures: Any_of | None = None
    fields: Any_of | None = None
    tiers: Any_of | None = None
    channels: Any_of | None = None
    tags: Any_of | None = None
    tagged: bool | None = None
    assisted: bool | None = None
    attributes: Mapping[str, Any_of] = field(default_factory=dict)

    def accepts(self, procedure: str, profile: str) -> bool:
        """Whether dossiers of that procedure reference and profile key are asked for."""
        return self.accepts_procedure(procedure) and self._accepts_profile(profile)

    @property
    def given(self) -> frozenset[str]:
        """Return the names of the dimensions that are asked for."""
        asked = {each.name: getattr(self, each.name) for each in fields(self)}
        return frozenset(name for name, wanted in asked.items() if wanted is not None and wanted != {})

    def accepts_procedure(self, procedure: str) -> bool:
        """Whether dossiers of that procedure reference are asked for."""
        wanted = self.procedures
        return wanted is None or procedure in wanted or procedure.partition("@")[0] in wanted

    def accepts_mark(self, mark: str) -> bool:
        """Whether dossiers with that mark are asked for, whatever their channel, field, tier and procedure."""
        known = self._judged.get(mark)
        if known is None:
            known = self._judged[mark] = self._judge_mark(parse_mark(mark))
        return known

    def _accepts_profile(self, key: str) -> bool:
        known = self._judged.get(key)
        if known is None:
            known = self._judged[key] = self._judge(key)
        return known

    @cached_property
    def _judged(self) -> dict[str, bool]:
        """Profiles and marks are few and repeat in every counter; none is the other."""
        return {}

    def _judge(self, key: str) -> bool:
        profile = parse_profile(key)
        simple = ((self.fields, profile.field), (self.tiers, profile.tier), (self.channels, profile.channel))
        return all(wanted is None or value in wanted for wanted, value in simple) and self._judge_mark(profile)

    def _judge_mark(self, profile: Profile) -> bool:
        carried = dict(profile.attributes)
        return (
            (self.tags is None or not self.tags.isdisjoint(profile.tags))
            and self.tagged in {None, bool(profile.tags)}
            and self.assisted in {None, profile.assisted}
            and all(carried.get(name) in wanted for name, wanted in self.attributes.items())
        )
