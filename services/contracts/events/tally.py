"""`dossier.tally.v1`: all that ever leaves an agency of its secret dossiers.

The subject is a random id that stands nowhere else; times are whole days, so that nothing ties it to a dossier.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from services.contracts.events.payload import AgencyText, Payload, Token

TallyOutcome = Literal["pending", "early", "on_time", "late", "withdrawn", "stopped", "refused"]


class DossierTallied(Payload):
    """A secret dossier was received (pending) or ended; the last one of a tally counts."""

    tally: Annotated[Token, Field(description="Random; the same for all that is told of one dossier")]
    agency: AgencyText
    day: Annotated[date, Field(description="Of this step, in Viet Nam")]
    outcome: TallyOutcome
