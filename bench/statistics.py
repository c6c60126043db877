"""Statistics within the process that measures, and whoever may read them."""

from typing import Final

from bench.place import Place
from services.kernel.times import utc_now
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer
from services.stats.settings import Settings

__all__ = ["reader_token", "settings_of"]

_TOKEN_SECONDS: Final = 3_600


def settings_of(place: Place, namespace: str) -> Settings:
    """Return the settings of statistics on that platform."""
    secret = place.secret("token_secret")
    return Settings(kafka_bootstrap=place.kafka, store_url=place.store_url, namespace=namespace, token_secret=secret)


def reader_token(secret: str, province: str) -> str:
    """Return an access token of somebody who may read the statistics of a province."""
    principal = Principal("bench", frozenset({province}), frozenset({"statistics:read"}))
    return TokenIssuer(secret, _TOKEN_SECONDS, utc_now).issue(principal)[0]
