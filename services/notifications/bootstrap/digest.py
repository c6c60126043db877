"""The weekly digest to officers: its alarms, and what they ring for."""

from typing import Final

from services.notifications.adapters.digest.stored_counts import StoredCounts
from services.notifications.adapters.digest.time_file import read_digest_time
from services.notifications.adapters.officers.list_file import read_officers
from services.notifications.adapters.recipients.manner_file import read_manners
from services.notifications.adapters.sending.search import COLLECTION
from services.notifications.application.acceptance import Acceptance
from services.notifications.application.digest.announce_digests import AnnounceDigests
from services.notifications.application.digest.send_digests import SendDigests
from services.notifications.application.sending.lanes import bulk_by
from services.notifications.bootstrap.ground import Ground
from services.runtime.areas import Area
from services.runtime.sweeper import Sweeper
from services.runtime.timers import Ringing, StoredAlarms

__all__ = ["digest_area"]

_ALARMS: Final = "digest_timers"
"""Apart from those of messages, which another rings."""
_PAUSE_SECONDS: Final = 60.0


def digest_area(ground: Ground) -> Area:
    """Raises OfficerListError and TemplateError."""
    settings, clock = ground.settings, ground.clock
    lists = read_officers(settings.sms_officers, settings.notifications_private_jwk)
    alarms = StoredAlarms(ground.store.collection(_ALARMS), clock)
    accept = Acceptance(ground.messages, ground.pending, ground.feed, clock, bulk_by(read_manners()))
    counts = StoredCounts(ground.store.collection(COLLECTION))
    send = SendDigests(lists, counts, ground.messages, accept, settings.statistics_url)
    announce = AnnounceDigests(lists, alarms, read_digest_time(), clock)
    sweeper = Sweeper((announce, Ringing(alarms, send, clock)), _PAUSE_SECONDS)
    return Area(background=(sweeper.run,), finish=(sweeper.stop,))
