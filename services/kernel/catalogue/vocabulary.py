"""The declared words of the catalogue: everything else must use one of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from services.kernel.catalogue.section import Section

__all__ = ["Vocabulary", "check_labels", "read_vocabulary", "value_word"]

_ENGLISH: Final = "english"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Each maps a word to its Vietnamese label; `legacy_levels` an online level to its number of the older scale.

    `steps` are those of a leg that declares none, in their order; `attributes` are those of
    packs and their values (`value_word`); `english` has English labels, by the names here.
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
    legs: Mapping[str, str]
    attributes: Mapping[str, str]
    english: Mapping[str, Mapping[str, str]]

    def in_english(self, kind: str, word: str) -> str:
        """Return the English label; a word that has none is shown as it is written in data, without underscores."""
        return self.english.get(kind, {}).get(word) or word.replace("_", " ")


def read_vocabulary(sections: list[Section]) -> Vocabulary:
    """Several files may each declare some words."""
    words: dict[str, dict[str, str]] = {name: {} for name in Vocabulary.__dataclass_fields__ if name != _ENGLISH}
    for section in sections:
        for name in words:
            words[name] |= section.labels(name)
    english: dict[str, dict[str, str]] = {name: {} for name in words}
    for section in sections:
        for name, labels in _read_english(section, words).items():
            english[name] |= labels
        section.report_unknown_keys()
    return Vocabulary(**words, english=english)


def value_word(attribute: str, value: str) -> str:
    """Return the word of a value: the same value of another attribute may be called otherwise."""
    return f"{attribute}={value}"


def check_labels(sections: Iterable[Section], kind: str, known: Collection[str], nothing: str) -> None:
    """What needs no label is declared elsewhere, so a label under a wrong id would never be seen."""
    for section in sections:
        labels = section.section(kind)
        for word in labels.names() if labels else ():
            if labels and word not in known:
                labels.fail(word, f"{nothing} {word!r}", "correct the id, or remove the label")


def _read_english(section: Section, words: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    english = section.section(_ENGLISH)
    if english is None:
        return {}
    found = {name: _declared(labels, name, words[name]) for name in words if (labels := english.section(name))}
    english.report_unknown_keys()
    return found


def _declared(labels: Section, name: str, known: Collection[str]) -> dict[str, str]:
    for word in labels.names():
        if word not in known:
            labels.fail(
                word, f"{word!r} is not among the {name}", f"declare it under {name}, or remove its translation"
            )
    return {word: labels.text(word) for word in labels.names()}
