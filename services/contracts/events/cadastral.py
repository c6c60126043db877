"""What a cadastral slip (form 15) says of the land; the land user and the address are never in an event.

Who owes the tax is asked of intake by the dossier code, where each look is logged.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Cadastral", "CadastralText"]

CadastralText = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,8}([-./][0-9A-Za-z]{1,6})?$")]
LegalBasis = Annotated[
    str,
    Field(
        pattern=r"^\d{1,4}/\d{4}/[0-9A-ZĐ-]{2,20}(:\d{1,3}(\.\d{1,2}){0,2})?$",
        description="Number of an act, with article, clause and point after a colon",
        examples=["31/2024/QH15:137.1"],
    ),
]


class Cadastral(BaseModel):
    """`area_m2` is square metres with one decimal at most, as text, so that no reader rounds it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    parcel: CadastralText
    map_sheet: CadastralText
    area_m2: Annotated[str, Field(pattern=r"^\d{1,9}(\.\d)?$", examples=["120.5"])]
    legal_basis: Annotated[tuple[LegalBasis, ...], Field(max_length=8)] = ()
