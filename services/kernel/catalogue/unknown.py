"""Questions that the catalogue cannot answer. Whether to wait for a newer catalogue is the caller's decision."""

from typing import ClassVar

__all__ = ["NoCompetentAgency", "UnknownAgency", "UnknownPack", "UnknownProcedure"]


class _Unknown(LookupError):  # noqa: N818 - an answer of the domain, named as such
    what: ClassVar[str]
    remedy: ClassVar[str]

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        super().__init__(f"{self.what}: {wanted}. Remedy: {self.remedy}")

    def __str__(self) -> str:
        return str(self.args[0])


class UnknownProcedure(_Unknown):
    what = "no such procedure version in the catalogue"
    remedy = "name it as code@version, or load the catalogue version that declares it"


class UnknownAgency(_Unknown):
    what = "no such agency in the catalogue"
    remedy = "check the code, or declare the agency in its province's file"


class UnknownPack(_Unknown):
    what = "no rule pack in force on this day"
    remedy = "declare a pack whose period covers the day"


class NoCompetentAgency(_Unknown):
    what = "no agency with this role covers the receiving agency"
    remedy = "give an agency the role and a jurisdiction over it"
