"""The endpoints that the operator lists for SERVICE, and the addresses that they may have."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit, urlunsplit

from carec_kg.errors import NotAllowed, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
_PORTS = {"http": 80, "https": 443}
#: Networks whose addresses stand for addresses of another family: NAT64 and 6to4.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint in parts; ``path`` has its query string, ``url`` is its one spelling."""

    url: str
    secure: bool
    host: str
    port: int
    path: str

    @property
    def is_private(self) -> bool:
        """Return whether the URL itself names an address of this machine or of a private network."""
        try:
            return not is_public(ipaddress.ip_address(self.host))
        except ValueError:
            return self.host == "localhost"


def read_endpoint(url: str) -> Endpoint:
    """Read the URL of an endpoint; raise ``UsageError`` for what is none, and for one with a password in it."""
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        scheme = host = ""
        port = None
    if scheme not in _PORTS or not host or not url.isascii() or any(letter.isspace() for letter in url.strip()):
        message = f"{url!r} is no address of an endpoint; give one such as https://query.wikidata.org/sparql."
        raise UsageError(message)
    if parts.username is not None or parts.password is not None:
        message = f"The address of the endpoint at {host} holds a name or password; SERVICE sends none, leave it out."
        raise UsageError(message)
    shown = f"[{host}]" if ":" in host else host
    place = shown if port in {None, _PORTS[scheme]} else f"{shown}:{port}"
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return Endpoint(f"{scheme}://{place}{path}", scheme == "https", host, port or _PORTS[scheme], path)


class ServiceList:
    """The endpoints that may be called."""

    def __init__(self, urls: Iterable[str]) -> None:
        """Take what the operator lists; raise ``UsageError``."""
        self._endpoints = {endpoint.url: endpoint for endpoint in map(read_endpoint, urls)}

    def find(self, url: str) -> Endpoint:
        """Return the endpoint at a URL; raise ``NotAllowed`` for one that is not listed."""
        try:
            return self._endpoints[read_endpoint(url).url]
        except (UsageError, KeyError):
            message = f"SERVICE may not call {url[:200]} from here; it may call what the operator of this server lists."
            raise NotAllowed(message) from None


def is_public(address: Address) -> bool:
    """Return whether an address is one of the open internet, also where it is wrapped in one of another family."""
    inner: Address | None = None
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if address.teredo:
            return False
    if inner is not None:
        return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved
