"""Turns YAML texts into a catalogue, or into one list of everything that is wrong with them."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import groupby
from typing import Final

from services.kernel.catalogue.catalogue import Catalogue
from services.kernel.catalogue.facts import declared_attributes, declared_facts
from services.kernel.catalogue.pack import RulePack
from services.kernel.catalogue.problem import Place, Problems
from services.kernel.catalogue.procedure import Procedure
from services.kernel.catalogue.read_agencies import Agencies, read_agencies
from services.kernel.catalogue.read_benchmarks import read_benchmarks
from services.kernel.catalogue.read_overrides import read_overrides
from services.kernel.catalogue.read_packs import read_packs
from services.kernel.catalogue.read_procedures import Context, Procedures, read_procedures
from services.kernel.catalogue.read_publications import read_publications
from services.kernel.catalogue.read_root import read_root
from services.kernel.catalogue.read_scorings import read_quantities, read_scorings
from services.kernel.catalogue.read_working_time import WorkingTimes, read_working_times
from services.kernel.catalogue.rule_book import RuleBook
from services.kernel.catalogue.scoring import Quantity, Scoring
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.service_model.read_plans import Surroundings
from services.kernel.catalogue.service_model.read_service_models import read_service_models
from services.kernel.catalogue.service_model.service_models import ServiceModels
from services.kernel.catalogue.systems import read_systems
from services.kernel.catalogue.vocabulary import Vocabulary, check_labels, read_vocabulary, value_word

__all__ = ["load"]

_KEYS: Final = "agencies:, procedures: or the like"
"""A file may hold any of the top-level keys `vocabulary`, `working_time` (once in all), `packs`, `overrides`,
`agencies`, `procedures`, `plans`, `calendar_rules`, `publications`, `systems`, `quantities`, `scorings` and
`benchmarks`; how they are spread over files means nothing."""


def load(texts: Mapping[str, str]) -> Catalogue:
    """Reads YAML texts by file name, with keys as `_KEYS` tells. Raises CatalogueError with every problem found."""
    problems = Problems()
    files = _read_files(texts, problems)
    vocabularies = [found for file in files if (found := file.section("vocabulary")) is not None]
    words = read_vocabulary(vocabularies)
    times = _read_times(files, problems)
    agencies = read_agencies(_sections(files, "agencies"), words, times)
    packs = _in_order(read_packs(_sections(files, "packs"), words))
    overrides = read_overrides(_sections(files, "overrides"), words, agencies, packs)
    procedures = read_procedures(_sections(files, "procedures"), Context(words, agencies, declared_facts(words, packs)))
    around = _surroundings(words, agencies, procedures, packs)
    models = _read_models(files, around, times)
    publications = read_publications(_sections(files, "publications"), words, around)
    systems = read_systems(_sections(files, "systems"), words, agencies)
    quantities, scorings = _read_scorings(files, packs)
    benchmarks = read_benchmarks(_sections(files, "benchmarks"), words, agencies)
    _check_labels(vocabularies, procedures, packs)
    _raise_if_any(files, problems)
    return Catalogue(
        agencies=agencies.by_code,
        procedures=procedures.by_ref,
        rule_book=RuleBook(packs, overrides),
        service_models=models,
        publications=publications,
        systems=systems,
        quantities=quantities,
        scorings=scorings,
        benchmarks=benchmarks,
        calendars=times.calendars,
        words=words,
        content_hash=_hash(texts),
        local=procedures.local,
        serving=agencies.serving,
        versions=_versions(procedures.by_ref.values()),
    )


def _read_files(texts: Mapping[str, str], problems: Problems) -> list[Section]:
    roots = (read_root(name, text, problems, _KEYS) for name, text in sorted(texts.items()))
    return [root for root in roots if root is not None]


def _read_scorings(
    files: Iterable[Section], packs: Iterable[RulePack]
) -> tuple[dict[str, Quantity], tuple[Scoring, ...]]:
    quantities = read_quantities(_sections(files, "quantities"))
    return quantities, read_scorings(_sections(files, "scorings"), quantities, packs)


def _check_labels(vocabularies: Iterable[Section], procedures: Procedures, packs: Iterable[RulePack]) -> None:
    """Of legs and of attributes that there are not."""
    legs = {leg.id for each in procedures.by_ref.values() for leg in each.legs}
    declared = declared_attributes(packs)
    values = {value_word(name, value) for name, values in declared.items() for value in values}
    check_labels(vocabularies, "legs", legs, "no procedure has a leg")
    check_labels(vocabularies, "attributes", declared.keys() | values, "no pack declares an attribute")


def _raise_if_any(files: Iterable[Section], problems: Problems) -> None:
    """Once all has been read, what nobody asked for is a problem too."""
    for file in files:
        file.report_unknown_keys()
    problems.raise_if_any()


def _read_times(files: Iterable[Section], problems: Problems) -> WorkingTimes:
    found = [section for file in files if (section := file.section("working_time")) is not None]
    for repeated in found[1:]:
        repeated.fail("working_time", "working_time is declared twice", "keep it in one file")
    if found:
        return read_working_times(found[0])
    problems.add(Place("(no file)", 1), "working_time is declared nowhere", "add it with calendars and years")
    return WorkingTimes(frozenset(), {}, "")


def _read_models(files: Iterable[Section], around: Surroundings, times: WorkingTimes) -> ServiceModels:
    return read_service_models(_sections(files, "plans"), _sections(files, "calendar_rules"), around, times)


def _surroundings(
    words: Vocabulary, agencies: Agencies, procedures: Procedures, packs: Iterable[RulePack]
) -> Surroundings:
    """Rules reach over packs, so they may use the tags and attributes of any."""
    packs = tuple(packs)
    tags = {tag for pack in packs for tag in pack.tags}
    codes = frozenset(procedure.code for procedure in procedures.by_ref.values())
    return Surroundings(agencies, codes, tags, words.fields, declared_attributes(packs))


def _sections(files: Iterable[Section], key: str) -> list[Section]:
    return [section for file in files for section in file.sections(key)]


def _in_order(packs: Iterable[RulePack]) -> tuple[RulePack, ...]:
    return tuple(sorted(packs, key=lambda pack: pack.validity.first))


def _versions(procedures: Iterable[Procedure]) -> dict[str, tuple[Procedure, ...]]:
    ordered = sorted(procedures, key=lambda each: (each.code, each.version))
    return {code: tuple(versions) for code, versions in groupby(ordered, key=lambda each: each.code)}


def _hash(texts: Mapping[str, str]) -> str:
    """Names and lengths go in too, so that moving a line between files changes the result."""
    digest = sha256()
    for name, text in sorted(texts.items()):
        content = text.encode()
        digest.update(f"{len(name)}:{name}:{len(content)}:".encode() + content)
    return digest.hexdigest()
