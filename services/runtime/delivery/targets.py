"""Where messages may be sent: to public addresses by https, and to networks that the operator has named.

A name is looked up anew for each connection and the connection goes to the address that was checked, so a name that
changes its mind between check and use leads nowhere.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import SplitResult, urlsplit

from services.runtime.failures import PermanentError

__all__ = ["GuardedTargets", "Target", "networks_of"]

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
_HTTPS: Final = 443
_HTTP: Final = 80
_LONGEST: Final = 500
# Addresses that stand for others: what they lead to was not checked.
_TUNNELS: Final = tuple(ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))


@dataclass(frozen=True, slots=True)
class Target:
    """One checked address: connect to `url`, which has the address in place of the name; `host` is the name."""

    url: str
    host: str
    header: str


def networks_of(text: str) -> tuple[Network, ...]:
    """Networks separated by commas. Raises ValueError."""
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


async def look_up(host: str, port: int) -> Sequence[str]:
    """Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class GuardedTargets:
    """Implements `Targets`; `allowed` are networks beyond the public ones, with http in loopback ones."""

    def __init__(self, allowed: Sequence[Network] = (), resolve: Resolve = look_up) -> None:
        self._allowed = allowed
        self._resolve = resolve

    async def check(self, url: str) -> None:
        await self.reach(url)

    async def reach(self, url: str) -> Target:
        """Raises PermanentError(webhook_target_refused | webhook_target_unknown)."""
        parts, port = _parts(url)
        host = parts.hostname or ""
        try:
            texts = await self._resolve(host, port)
        except OSError:
            raise PermanentError("webhook_target_unknown") from None
        addresses = [ip_address(text.partition("%")[0]) for text in texts]
        # All of them: whoever names one of ours among good ones is not to be trusted.
        if not addresses or not all(self._may_reach(address, parts.scheme) for address in addresses):
            raise PermanentError("webhook_target_refused")
        return _target(parts, port, addresses[0])

    def _may_reach(self, address: Address, scheme: str) -> bool:
        plain = address.ipv4_mapped if isinstance(address, IPv6Address) and address.ipv4_mapped else address
        named = any(plain in network for network in self._allowed)
        if scheme == "http":
            return named and plain.is_loopback
        public = plain.is_global and not plain.is_multicast and not any(plain in tunnel for tunnel in _TUNNELS)
        return named or public


def _parts(url: str) -> tuple[SplitResult, int]:
    """Raises PermanentError(webhook_target_refused) for what is no plain http(s) address."""
    try:
        parts = urlsplit(url)
        port = parts.port or (_HTTPS if parts.scheme == "https" else _HTTP)
    except ValueError:
        raise PermanentError("webhook_target_refused") from None
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= _LONGEST
    if not plain or parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.fragment:
        raise PermanentError("webhook_target_refused")
    return parts, port


def _target(parts: SplitResult, port: int, address: Address) -> Target:
    shown = f"[{address}]" if isinstance(address, IPv6Address) else str(address)
    query = f"?{parts.query}" if parts.query else ""
    host = parts.hostname or ""
    return Target(f"{parts.scheme}://{shown}:{port}{parts.path or '/'}{query}", host, parts.netloc)
