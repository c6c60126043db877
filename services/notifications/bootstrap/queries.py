"""What citizens ask by SMS, whichever provider brings it."""

from services.kernel.times import Clock
from services.notifications.adapters.pending import StoredPending
from services.notifications.adapters.queries.rule_file import read_query_rules
from services.notifications.adapters.recipients.tallies import COLLECTION as TALLIES
from services.notifications.adapters.recipients.tallies import StoredTallies
from services.notifications.adapters.sealed_contacts import SealedContacts
from services.notifications.adapters.sending.dossiers import COLLECTION as DOSSIERS
from services.notifications.adapters.sending.dossiers import StoredDossiers
from services.notifications.application.acceptance import Acceptance
from services.notifications.application.feed import Feed
from services.notifications.application.queries.answer_queries import AnswerQueries
from services.runtime.aggregates import AggregateStore
from services.runtime.store import Database

__all__ = ["open_queries"]


def open_queries(
    store: Database, messages: AggregateStore, pending: StoredPending, feed: Feed, opening: SealedContacts, clock: Clock
) -> AnswerQueries:
    """Raises TemplateError."""
    return AnswerQueries(
        dossiers=StoredDossiers(store.collection(DOSSIERS)),
        messages=messages,
        accept=Acceptance(messages, pending, feed, clock, is_bulk=lambda _: False),
        tallies=StoredTallies(store.collection(TALLIES)),
        opening=opening,
        rules=read_query_rules(),
        clock=clock,
    )
