"""POST /v1/dossiers/{code}/fee-payments"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from services.contracts.events.payload import Token
from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.domain.commands import PayFee
from services.intake.entrypoints.http.dossiers.command import CHANGED, carry_out
from services.intake.entrypoints.http.dossiers.forms import STRICT, CommandForm
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Writer
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["FeePaymentForm", "add_pay_fee"]


class FeePaymentForm(CommandForm):
    """A fee or charge was paid; the reference makes a repetition harmless."""

    model_config = STRICT | ConfigDict(
        json_schema_extra={"examples": [{"reference": "BL-000123", "amount_vnd": 20000, "method": "transfer"}]}
    )

    reference: Annotated[Token, Field(description="Number of the receipt or transaction")]
    amount_vnd: Annotated[int, Field(ge=1, le=10**12)]
    method: Literal["cash", "transfer", "card", "wallet"]


def add_pay_fee(router: ApiRouter, change: ChangeDossier) -> None:
    @router.post(
        "/v1/dossiers/{code}/fee-payments",
        summary="Ghi nhận nộp phí, lệ phí / Record a payment of fees",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def pay_fee(
        code: CodePath, principal: Writer, form: FeePaymentForm, key: OptionalKey = None
    ) -> OrjsonResponse:
        """In parts if need be, never more than the fee; tax obligations are not paid here."""

        def pay_fee_command(at: datetime) -> PayFee:
            return PayFee(at=at, reference=form.reference, amount_vnd=form.amount_vnd, method=form.method)

        return await carry_out(change, code, principal, key, form, pay_fee_command)
