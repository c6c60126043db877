"""A value read from the catalogue together with the section that it stands in, for checks across entries."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from services.kernel.catalogue.section import Section

__all__ = ["Located"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    value: T
    section: Section
