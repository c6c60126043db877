"""Who calls, as far as rate limits are concerned."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from fastapi import Request

__all__ = ["address_of"]

_SITE_BITS: Final = 64


def address_of(request: Request) -> str:
    """The caller's address; of IPv6 the /64, since whoever has one address there has all of them."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _SITE_BITS), strict=False))
    return str(address)
