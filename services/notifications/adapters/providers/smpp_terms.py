"""From the file's words to the terms of a link."""

from zoneinfo import ZoneInfo

from services.notifications.adapters.providers.read import secret_of
from services.notifications.adapters.providers.terms import SmppFileTerms
from services.notifications.adapters.smpp.link import LinkTerms
from services.notifications.adapters.smpp.provider import SmppTerms
from services.notifications.adapters.smpp.session import Credentials, SessionTerms
from services.notifications.adapters.smpp.short_message import Address

__all__ = ["smpp_terms"]

_ALPHANUMERIC, _UNKNOWN_PLAN = 5, 0


def smpp_terms(terms: SmppFileTerms) -> SmppTerms:
    """Raises ProvidersError when the secret is missing."""
    session = SessionTerms(terms.window, terms.response_seconds, terms.idle_seconds)
    credentials = Credentials(terms.system_id, secret_of(terms.password_variable), terms.system_type)
    return SmppTerms(
        name=terms.name,
        link=LinkTerms(terms.host, terms.port, credentials, session),
        source=Address(terms.brandname, _ALPHANUMERIC, _UNKNOWN_PLAN),
        long_messages=terms.long_messages,
        receipt_ids=terms.receipt_ids,
        zone=ZoneInfo(terms.receipt_zone),
        segments_per_second=terms.segments_per_second,
    )
