"""A book of numbers: one agency, one day of filing in Viet Nam."""

from datetime import date
from typing import NamedTuple

from services.kernel.agency_code import AgencyCode
from services.kernel.dossier_code import MOST_NUMBER, SANDBOX_FROM

__all__ = ["Book"]


class Book(NamedTuple):
    """The sandbox has books of its own, so that trying things out leaves no gap in the real ones."""

    agency: AgencyCode
    day: date
    sandbox: bool = False

    @property
    def key(self) -> str:
        """The name under which the store keeps it."""
        key = f"{self.agency}|{self.day.isoformat()}"
        return f"{key}|sandbox" if self.sandbox else key

    @property
    def most(self) -> int:
        return MOST_NUMBER if self.sandbox else SANDBOX_FROM - 1

    def first(self, paper_start: int) -> int:
        """The lowest number it gives: the real ones below `paper_start` belong to books of paper."""
        return SANDBOX_FROM if self.sandbox else paper_start
