"""The declared words of the catalogue: everything else must use one of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.kernel.catalogue.section import Section

__all__ = ["Vocabulary", "read_vocabulary"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Each maps a word to its Vietnamese label; `legacy_levels` an online level to its number of the older scale.

    `steps` are those of a leg that declares none, in their order.
    """

    roles: Mapping[str, str]
    tiers: Mapping[str, str]
    kinds: Mapping[str, str]
    fields: Mapping[str, str]
    slips: Mapping[str, str]
    steps: Mapping[str, str]
    online_levels: Mapping[str, str]
    channels: Mapping[str, str]
    applicant_kinds: Mapping[str, str]
    actors: Mapping[str, str]
    sources: Mapping[str, str]
    places: Mapping[str, str]
    offers: Mapping[str, str]
    legacy_levels: Mapping[str, str]
    signer_roles: Mapping[str, str]
    signing_prefixes: Mapping[str, str]
    pauses: Mapping[str, str]
    skills: Mapping[str, str]
    obstacles: Mapping[str, str]
    indices: Mapping[str, str]


def read_vocabulary(sections: list[Section]) -> Vocabulary:
    """Several files may each declare some words."""
    words: dict[str, dict[str, str]] = {name: {} for name in Vocabulary.__dataclass_fields__}
    for section in sections:
        for name in words:
            words[name] |= section.labels(name)
        section.report_unknown_keys()
    return Vocabulary(**words)
