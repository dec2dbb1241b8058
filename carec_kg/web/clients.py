"""Who asks: the address whose share of the queue a request takes. No Flask here."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

from carec_kg.errors import UsageError

#: One household or office has all addresses of a network of this size.
_IPV6_PREFIX = 64

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@lru_cache(maxsize=16)
def read_networks(text: str) -> tuple[Network, ...]:
    """Read addresses and networks with commas between them; raise ``UsageError``."""
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        message = f"CAREC_KG_PROXY is {text!r} ({error}); set it to addresses or networks, for example 127.0.0.1,::1."
        raise UsageError(message) from None


@lru_cache(maxsize=4096)
def name_client(remote: str, forwarded: str, proxies: str) -> str:
    """Return the client's address, of IPv6 the network of 64 bits; empty where there is none.

    ``forwarded`` is X-Forwarded-For: its last address is believed where ``remote`` is one of ``proxies``, the rest
    never, since anybody can write it.
    """
    last = forwarded.rpartition(",")[2].strip()
    address = _read_address(remote)
    if address and last and any(address in network for network in read_networks(proxies)):
        address = _read_address(last) or address
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _IPV6_PREFIX), strict=False))
    return str(address) if address else ""


def _read_address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
