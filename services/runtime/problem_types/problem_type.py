"""One kind of problem, in both languages; braces in a detail are filled from the problem's fields."""

from dataclasses import dataclass
from typing import Final

__all__ = ["TYPE_PREFIX", "ProblemType", "kind"]

TYPE_PREFIX: Final = "urn:lienthong:problem:"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of problem; `status` is the HTTP status code."""

    slug: str
    status: int
    title_vi: str
    title_en: str
    detail_vi: str
    detail_en: str

    @property
    def uri(self) -> str:
        return TYPE_PREFIX + self.slug


def kind(slug: str, status: int, vi: tuple[str, str], en: tuple[str, str]) -> ProblemType:
    """`vi` and `en` are (title, detail)."""
    return ProblemType(slug, status, vi[0], en[0], vi[1], en[1])
