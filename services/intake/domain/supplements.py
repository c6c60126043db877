"""Missing papers (status 5): asked for once in full; before reception no clock runs (domain §7)."""

from services.intake.domain.commands import FileSupplement, RequestSupplement
from services.intake.domain.draft import Draft
from services.intake.domain.errors import not_allowed
from services.intake.domain.facts import SupplementReceived, SupplementRequested
from services.kernel.status import Status

__all__ = ["request_supplement", "supplement"]


def request_supplement(draft: Draft, command: RequestSupplement) -> None:
    draft.become(Status.SUPPLEMENT_REQUESTED, "supplement_requested")
    draft.publish(SupplementRequested(command.components, command.reply_by))


def supplement(draft: Draft, command: FileSupplement) -> None:
    if draft.dossier.status is not Status.SUPPLEMENT_REQUESTED:
        raise not_allowed(draft.dossier.status, command.name)
    back_to = Status.IN_PROCESS if draft.dossier.received_at else Status.NEWLY_FILED
    draft.become(back_to, "supplement_received")
    draft.publish(SupplementReceived())
