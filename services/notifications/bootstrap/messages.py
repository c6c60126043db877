"""Messages themselves: what events make of them, and who may read them."""

from services.notifications.adapters.recipients.manner_file import read_manners
from services.notifications.adapters.sending.search import COLLECTION, StoredSearch
from services.notifications.application.accept_challenges import AcceptChallenges
from services.notifications.application.accept_events import AcceptEvents
from services.notifications.application.acceptance import Acceptance
from services.notifications.application.keep_contacts import KeepContacts
from services.notifications.application.officers.accept_warnings import AcceptWarnings
from services.notifications.application.read_messages import ReadMessages
from services.notifications.application.sending.follow_dossiers import FollowDossiers
from services.notifications.application.sending.lanes import bulk_by
from services.notifications.bootstrap.ground import Ground
from services.notifications.bootstrap.officers import open_officers
from services.notifications.entrypoints.http.broadcast_document import broadcast_document
from services.notifications.entrypoints.http.get_notification import get_notification
from services.notifications.entrypoints.http.list_notifications import list_notifications
from services.notifications.entrypoints.kafka import subscriptions
from services.runtime.areas import Area

__all__ = ["messages_area"]


def messages_area(ground: Ground) -> Area:
    is_bulk = bulk_by(read_manners())
    acceptance = Acceptance(ground.messages, ground.pending, ground.feed, ground.clock, is_bulk)
    officers = open_officers(ground.settings, acceptance, ground.clock)
    accept = AcceptEvents(acceptance, officers.warn, ground.clock, ground.settings.contact_patience)
    follow = FollowDossiers(ground.dossiers, accept)
    contacts = KeepContacts(ground.contacts, ground.awaited)
    challenges = AcceptChallenges(acceptance, ground.clock)
    search = StoredSearch(ground.store.collection(COLLECTION))
    return Area(
        routers=(
            broadcast_document(officers.broadcast),
            list_notifications(search),
            get_notification(ReadMessages(ground.messages)),
        ),
        subscriptions=subscriptions(follow, contacts, challenges, AcceptWarnings(acceptance, officers.warn)),
        relays=(ground.relay,),
    )
