"""What desks do not publish: hotline, mailbox for feedback, and procedures they receive (article 002)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.kernel.catalogue import Catalogue
from services.kernel.catalogue.posting import unposted_by
from services.stats.domain.desks import desks_in
from services.stats.domain.rates import Rate

__all__ = ["Gaps", "gaps_at"]

HOTLINE: Final = "hotline"
MAILBOX: Final = "mailbox"


@dataclass(frozen=True, slots=True)
class Gaps:
    """Of the desks asked about: `contacts` names what each lacks, `unposted` the procedures by place; none, no row."""

    desks: int
    contacts: Mapping[str, tuple[str, ...]]
    unposted: Mapping[str, Mapping[str, tuple[str, ...]]]

    @property
    def agencies(self) -> list[str]:
        """Return the desks that lack anything."""
        return sorted({*self.contacts, *self.unposted})

    def published(self, contact: str) -> Rate:
        lacking = sum(contact in missing for missing in self.contacts.values())
        return Rate(self.desks - lacking, self.desks, label=f"with {contact} / desks")


def gaps_at(catalogue: Catalogue, agencies: Collection[str] | None, day: date) -> Gaps:
    """At these agencies and below; None is everywhere."""
    desks = desks_in(catalogue, agencies, day, day)
    known = set(desks)
    contacts: dict[str, tuple[str, ...]] = {
        gap.agency: gap.missing for gap in catalogue.publication_gaps() if gap.agency in known
    }
    unposted: dict[str, Mapping[str, tuple[str, ...]]] = dict(unposted_by(catalogue, desks, day))
    return Gaps(len(desks), contacts, unposted)
