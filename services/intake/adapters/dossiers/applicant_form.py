"""An applicant's data as it comes in: in a request's body, or sealed inside a report."""

from typing import Annotated, Literal

from joserfc.jwk import ECKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.intake.application.dossiers.applicant import Applicant
from services.runtime.failures import PermanentError
from services.runtime.sealing import unseal

__all__ = ["ApplicantForm", "SealedApplicants"]


class ApplicantForm(BaseModel):
    """Stored encrypted; a landline is accepted but gets no SMS."""

    model_config = ConfigDict(
        extra="forbid",
        hide_input_in_errors=True,
        json_schema_extra={"examples": [{"name": "Nguyễn Thị Mai", "phone": "0912 345 678"}]},
    )

    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Literal["individual", "organisation"] = "individual"
    phone: Annotated[str | None, Field(max_length=32)] = None
    id_number: Annotated[str | None, Field(pattern=r"^[0-9A-Z-]{6,20}$")] = None
    address: Annotated[str | None, Field(max_length=300)] = None
    language: Literal["vi", "en"] = "vi"

    def applicant(self) -> Applicant:
        return Applicant(
            name=self.name,
            kind=self.kind,
            phone=self.phone,
            id_number=self.id_number,
            address=self.address,
            language=self.language,
        )


class SealedApplicants:
    """Opens what agencies sealed to intake; the claims are an ApplicantForm."""

    def __init__(self, private_key: ECKey) -> None:
        self._private_key = private_key

    def applicant(self, jwe: str) -> Applicant:
        """Raises PermanentError(jwe_unreadable | applicant_invalid)."""
        opened = unseal(self._private_key, jwe)
        try:
            return ApplicantForm.model_validate_json(opened).applicant()
        except ValidationError:
            raise PermanentError("applicant_invalid") from None
