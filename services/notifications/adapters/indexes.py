"""Notifications' indexes: what is hot is read by id; people ask for the messages of a dossier or an agency."""

from typing import Final

from services.notifications.adapters.recipients.tallies import COLLECTION as TALLIES
from services.notifications.adapters.recipients.tallies import FORGOTTEN_AT
from services.notifications.adapters.sending.dossiers import AT, STATUS
from services.notifications.adapters.sending.dossiers import COLLECTION as DOSSIERS
from services.notifications.adapters.sending.search import ACCEPTED_AT, AGENCY, COLLECTION
from services.notifications.application.status import DOSSIER
from services.runtime.store import Index

__all__ = ["INDEXES"]

INDEXES: Final = (
    Index(COLLECTION, ((DOSSIER, 1),), name="by_dossier"),
    Index(TALLIES, ((FORGOTTEN_AT, 1),), name="by_age"),
    Index(DOSSIERS, ((STATUS, 1), (AT, 1)), name="by_end"),
    Index(COLLECTION, ((AGENCY, 1), (ACCEPTED_AT, 1)), name="by_agency_and_time"),
)
