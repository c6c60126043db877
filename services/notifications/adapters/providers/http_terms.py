"""From the file's words to a gateway over HTTP, and to what understands its callbacks."""

from services.kernel.times import Clock
from services.notifications.adapters.callbacks.addresses import CallbackAddresses
from services.notifications.adapters.callbacks.hearing import GatewayHearing
from services.notifications.adapters.http.gateway import Gateway
from services.notifications.adapters.http.provider import HttpProvider, HttpTerms
from services.notifications.adapters.http.read_gateway import GatewayError, read_gateway
from services.notifications.adapters.http.submitting import Account
from services.notifications.adapters.providers.read import ProvidersError, secret_of
from services.notifications.adapters.providers.terms import HttpFileTerms

__all__ = ["http_hearing", "http_provider"]


def http_provider(terms: HttpFileTerms) -> HttpProvider:
    """Raises ProvidersError."""
    account = Account(terms.username, secret_of(terms.secret_variable), terms.brandname)
    http = HttpTerms(
        name=terms.name,
        url=terms.url,
        account=account,
        window=terms.window,
        response_seconds=terms.response_seconds,
        segments_per_second=terms.segments_per_second,
    )
    return HttpProvider(http, _gateway(terms), _addresses(terms).receipts)


def http_hearing(terms: HttpFileTerms, clock: Clock) -> GatewayHearing:
    """Raises ProvidersError."""
    return GatewayHearing(_gateway(terms), _addresses(terms), clock)


def _gateway(terms: HttpFileTerms) -> Gateway:
    try:
        return read_gateway(terms.gateway)
    except GatewayError as error:
        raise ProvidersError(f"{terms.name}: {error}") from error


def _addresses(terms: HttpFileTerms) -> CallbackAddresses:
    return CallbackAddresses(terms.name, terms.callback_url, secret_of(terms.callback_variable).encode())
