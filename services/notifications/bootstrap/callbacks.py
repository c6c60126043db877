"""What gateways call back: an address for receipts of each message, one for what citizens write."""

from services.notifications.adapters.providers.http_terms import http_hearing
from services.notifications.adapters.providers.read import read_providers
from services.notifications.adapters.providers.terms import HttpFileTerms
from services.notifications.application.callbacks.take_callbacks import TakeCallbacks
from services.notifications.bootstrap.ground import Ground
from services.notifications.entrypoints.http.callbacks.take_incoming import take_incoming
from services.notifications.entrypoints.http.callbacks.take_receipt import take_receipt
from services.runtime.areas import Area

__all__ = ["callbacks_area"]


def callbacks_area(ground: Ground) -> Area:
    """Raises ProvidersError."""
    path = ground.settings.sms_providers
    gateways = [each for each in read_providers(path) if isinstance(each, HttpFileTerms)] if path else []
    hearings = {each.name: http_hearing(each, ground.clock) for each in gateways}
    take = TakeCallbacks(hearings, ground.receipts.take, ground.incoming)
    return Area(routers=(take_receipt(take), take_incoming(take)))
