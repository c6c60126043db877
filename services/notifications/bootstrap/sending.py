"""Handing messages over: the worker, its provider, and the sweep that brings up what was left behind."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from services.notifications.adapters.sending.retry_file import read_retries
from services.notifications.adapters.sending.validity_file import read_validity
from services.notifications.application.carriers import Carriers
from services.notifications.application.claim_messages import ClaimMessages
from services.notifications.application.hand_over import HandOver
from services.notifications.application.policy import SendingPolicy
from services.notifications.application.prepare import Prepare
from services.notifications.application.record_outcome import RecordOutcomes
from services.notifications.application.send_messages import SendMessages
from services.notifications.application.sending.look_again import LookAgain
from services.notifications.application.sending.purge_contacts import PurgeContacts
from services.notifications.application.sweep_pending import SweepPending
from services.notifications.bootstrap.ground import Ground
from services.runtime.areas import Area
from services.runtime.health import Progress
from services.runtime.sweeper import Sweeper

__all__ = ["Sending", "open_sending", "sending_area"]

# Of the time to drain, answers of the provider get at most this part: the relay needs the rest.
_SENDING_SHARE: Final = 0.4
_PURGE_SECONDS: Final = 600.0


@dataclass(frozen=True, slots=True)
class Sending:
    """`progress` is the worker's, for liveness."""

    carriers: Carriers
    sender: SendMessages
    sweep: SweepPending
    progress: Progress


def open_sending(ground: Ground, carriers: Carriers) -> Sending:
    """Raises TemplateError when it is not said how long a message is true."""
    settings, policy, clock = ground.settings, _policy(ground.settings.policy), ground.clock
    progress = Progress(settings.stall_seconds, lambda: len(ground.feed))
    prepare = Prepare(ground.opening, ground.wording, carriers, ground.limits.courtesy)
    claims = ClaimMessages(
        ground.messages,
        ground.contacts,
        ground.pending,
        ground.awaited,
        LookAgain(ground.dossiers, read_validity(ground.wording.templates)),
        prepare,
        ground.limits,
        policy,
        ground.feed.add_later,
        ground.owner,
        clock,
    )
    record = RecordOutcomes(ground.messages, ground.pending, ground.feed, ground.receipts.track, policy, clock)
    sender = SendMessages(ground.feed, claims, HandOver(carriers, record, policy.provider, clock), policy, progress)
    return Sending(carriers, sender, SweepPending(ground.pending, ground.feed, clock), progress)


def _policy(policy: SendingPolicy) -> SendingPolicy:
    retry = replace(policy.rules.retry, classes=read_retries())
    return replace(policy, rules=replace(policy.rules, retry=retry))


def sending_area(ground: Ground, sending: Sending) -> Area:
    settings = ground.settings
    kept = timedelta(days=settings.contact_retention_days)
    purge = PurgeContacts(ground.dossiers, ground.contacts, kept, ground.clock)
    sweeper = Sweeper((sending.sweep,), settings.sms_sweep_seconds)
    purger = Sweeper((purge,), _PURGE_SECONDS)

    async def finish() -> None:
        await sending.sender.stop(timedelta(seconds=settings.drain_seconds * _SENDING_SHARE))

    return Area(
        background=(sending.sender.run, sweeper.run, purger.run),
        start=(sending.carriers.start,),
        finish=(sweeper.stop, purger.stop, finish),
        stop=(sending.carriers.close,),
    )
