"""The form of a petition, for citizens and for the desk."""

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field

from services.contracts.events.payload import Token
from services.intake.application.activity.file_petition import FiledPetition
from services.intake.application.activity.petition_texts import Written
from services.intake.entrypoints.http.activity.desk_caller import STRICT, DeskForm, FieldName

__all__ = ["PetitionForm", "Text"]

_LONGEST: Final = 4000
Text = Annotated[str, Field(min_length=1, max_length=_LONGEST)]


class PetitionForm(DeskForm):
    """What it says and from whom; stored encrypted. `agency` is the one that it is about."""

    model_config = STRICT | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "agency": "H90.01",
                    "kind": "feedback",
                    "about": "lateness",
                    "content": "Hồ sơ của tôi đã quá hạn ba ngày.",
                }
            ]
        }
    )

    kind: Literal["feedback", "proposal", "denunciation"]
    content: Text
    about: Token | None = None
    field: FieldName | None = None
    name: Annotated[str | None, Field(max_length=200)] = None
    phone: Annotated[str | None, Field(max_length=32)] = None
    address: Annotated[str | None, Field(max_length=300)] = None
    language: Annotated[Literal["vi", "en"], Field(description="Of messages about it to `phone`")] = "vi"

    def filed(self) -> FiledPetition:
        written = Written(self.content, self.name, self.phone, self.address, self.language)
        return FiledPetition(self.kind, written, self.about, self.field)
