"""Who carries messages: the file of the operator made real, or the file of messages where there is none."""

import time
from datetime import timedelta

from services.notifications.adapters.file_provider import FileProvider
from services.notifications.adapters.providers.http_terms import http_provider
from services.notifications.adapters.providers.read import read_providers
from services.notifications.adapters.providers.smpp_terms import smpp_terms
from services.notifications.adapters.providers.smtp_terms import smtp_terms
from services.notifications.adapters.providers.terms import FileTerms, HttpFileTerms, ProviderTerms, SmtpFileTerms
from services.notifications.adapters.reserved_numbers import read_reserved_numbers
from services.notifications.adapters.smpp.meanings import read_meanings
from services.notifications.adapters.smpp.provider import Ears, SmppProvider
from services.notifications.adapters.smtp.provider import SmtpProvider
from services.notifications.application.carriers import Carrier, Carriers, fair_draw
from services.notifications.application.ports import Provider
from services.notifications.bootstrap.ground import Ground
from services.notifications.domain.composing import Tariff
from services.notifications.domain.standing import StandingRule

__all__ = ["open_carriers"]


def open_carriers(ground: Ground) -> Carriers:
    """Nothing is bound yet. Raises ProvidersError."""
    settings = ground.settings
    rule = StandingRule(
        step=settings.sms_shift_percent / 100,
        slow=timedelta(seconds=settings.sms_slow_seconds),
        recover=timedelta(seconds=settings.sms_recover_seconds),
        trip=settings.sms_trip_failures,
        rest=timedelta(seconds=settings.sms_rest_seconds),
    )
    return Carriers(_carriers(ground), rule, ground.clock(), time.monotonic, fair_draw)


def _carriers(ground: Ground) -> list[Carrier]:
    settings = ground.settings
    if settings.sms_providers is None:
        return [Carrier(_file(ground), 1, settings.tariff)]
    premium = settings.sms_accent_premium_vnd
    return [
        Carrier(_provider(ground, terms), terms.weight, Tariff(terms.segment_vnd, premium))
        for terms in read_providers(settings.sms_providers)
    ]


def _provider(ground: Ground, terms: ProviderTerms) -> Provider:
    if isinstance(terms, FileTerms):
        return _file(ground, terms.name)
    if isinstance(terms, HttpFileTerms):
        return http_provider(terms)
    if isinstance(terms, SmtpFileTerms):
        return SmtpProvider(smtp_terms(terms), ground.clock)
    ears = Ears(ground.receipts.take, ground.incoming, read_meanings(), ground.clock)
    return SmppProvider(smpp_terms(terms), ears)


def _file(ground: Ground, name: str = "file") -> FileProvider:
    settings = ground.settings
    scripts = read_reserved_numbers()
    return FileProvider(settings.sms_file, fsync=settings.sms_fsync, scripts=scripts, clock=ground.clock, name=name)
