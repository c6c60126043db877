"""Reads where procedures are posted."""

from collections.abc import Iterable

from services.kernel.catalogue.publication import Publication
from services.kernel.catalogue.read_period import read_period
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.service_model.read_plans import Surroundings, read_procedure_codes
from services.kernel.catalogue.vocabulary import Vocabulary

__all__ = ["read_publications"]


def read_publications(sections: Iterable[Section], words: Vocabulary, around: Surroundings) -> tuple[Publication, ...]:
    return tuple(_read_publication(section, words, around) for section in sections)


def _read_publication(section: Section, words: Vocabulary, around: Surroundings) -> Publication:
    publication = Publication(
        agencies=tuple(around.agencies.known(section, "agencies", text) for text in section.texts("agencies")),
        places=frozenset(section.choices("places", words.places)),
        validity=read_period(section),
        fields=frozenset(section.choices("fields", words.fields)),
        procedures=read_procedure_codes(section, "procedures", around),
    )
    section.marked("invented")
    section.report_unknown_keys()
    for key, value in (("agencies", publication.agencies), ("places", publication.places)):
        if not value:
            section.fail(key, f"the publication names no {key}", f"add {key}")
    return publication
