"""Webhooks of agencies' software, and who delivers them."""

from datetime import timedelta
from typing import Final

from services.intake.adapters.webhooks.rounds import WebhookRounds
from services.intake.adapters.webhooks.webhooks import COLLECTION, StoredWebhooks
from services.intake.application.webhooks.deliver import DeliverWebhook
from services.intake.application.webhooks.manage_webhooks import ManageWebhooks
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.webhooks.read import add_list_webhooks, add_read_webhook
from services.intake.entrypoints.http.webhooks.register import add_register_webhook
from services.intake.entrypoints.http.webhooks.remove import add_remove_webhook
from services.intake.entrypoints.http.webhooks.resume import add_resume_webhook
from services.kernel.retry_rules import RetryRules
from services.runtime.areas import Area
from services.runtime.delivery.messenger import HttpMessenger
from services.runtime.delivery.sealed_secrets import SealedSecrets
from services.runtime.delivery.targets import GuardedTargets, networks_of
from services.runtime.delivery.worker import DeliveryWorker
from services.runtime.sealing import FieldCipher
from services.runtime.web import ApiRouter

__all__ = ["webhooks_area"]

_FIRST: Final = timedelta(seconds=5)
_LONGEST: Final = timedelta(hours=1)


def webhooks_area(ground: Ground) -> Area:
    settings, clock = ground.settings, ground.clock
    webhooks = StoredWebhooks(ground.store.collection(COLLECTION))
    targets = GuardedTargets(networks_of(settings.webhook_networks))
    secrets = SealedSecrets(FieldCipher(settings.credential_keys), "webhook")
    messenger = HttpMessenger(targets, "lienthong-webhooks/1")
    deliver = DeliverWebhook(
        webhooks, ground.feed.pages, messenger, secrets, RetryRules(_FIRST, _LONGEST, settings.webhook_failures), clock
    )
    worker = DeliveryWorker(WebhookRounds(webhooks, deliver, clock))
    router = ApiRouter(tags=["webhooks"])
    manage = ManageWebhooks(webhooks, targets, secrets, ground.feed.opened, clock)
    for add in (add_register_webhook, add_list_webhooks, add_read_webhook, add_resume_webhook, add_remove_webhook):
        add(router, manage)
    return Area(routers=(router,), background=(worker.run,), stop=(worker.stop, messenger.close))
