"""What is known of every dossier when it is received, by which conditions tell dossiers apart."""

from collections.abc import Iterable, Mapping

from services.kernel.catalogue.pack import RulePack
from services.kernel.catalogue.procedure import Condition
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.vocabulary import Vocabulary

__all__ = ["APPLICANT", "CHANNEL", "TAGS", "Facts", "declared_attributes", "declared_facts", "holds", "read_condition"]

CHANNEL, APPLICANT, TAGS = "channel", "applicant", "tags"

Facts = Mapping[str, frozenset[str]]
"""The values that each fact may have; an empty set is a whole number."""


def declared_attributes(packs: Iterable[RulePack]) -> dict[str, frozenset[str]]:
    """Rules and routes reach over packs, so they may use the attributes of any."""
    attributes: dict[str, frozenset[str]] = {}
    for pack in packs:
        for name, values in pack.attributes.items():
            attributes[name] = attributes.get(name, frozenset()) | frozenset(values)
    return attributes


def declared_facts(words: Vocabulary, packs: Iterable[RulePack]) -> Facts:
    """The attributes of the packs, and what every dossier has besides."""
    packs = tuple(packs)
    own = {
        CHANNEL: frozenset(words.channels),
        APPLICANT: frozenset(words.applicant_kinds),
        TAGS: frozenset(tag for pack in packs for tag in pack.tags),
    }
    return declared_attributes(packs) | own


def holds(condition: Condition, facts: Condition) -> bool:
    """Whether each named fact of a dossier has one of the values that are meant."""
    return all(not values.isdisjoint(facts.get(name, ())) for name, values in condition.items())


def read_condition(section: Section, key: str, facts: Facts) -> Condition:
    """A mapping of facts to lists of values; an absent key is no condition."""
    inner = section.section(key)
    if inner is None:
        return {}
    for name in inner.names():
        _check_fact(inner, name, facts)
    return {name: frozenset(inner.choices(name, facts[name])) for name in inner.names() if facts.get(name)}


def _check_fact(section: Section, name: str, facts: Facts) -> None:
    known = ", ".join(sorted(facts))
    if name not in facts:
        section.fail(name, f"no pack declares the attribute {name!r}", f"declare it, or use one of: {known}")
    elif not facts[name]:
        section.fail(name, f"{name} is a number, not a choice", "use an attribute with declared values")
    elif not section.texts(name):
        section.fail(name, f"no value of {name} is named", "list at least one, or leave it out")
