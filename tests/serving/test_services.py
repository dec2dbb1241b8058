"""The operator's list of endpoints, and the addresses that they may have."""

from __future__ import annotations

import ipaddress

import pytest

from carec_kg.errors import NotAllowed, UsageError
from carec_kg.serving.services import ServiceList, is_public, read_endpoint


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://Query.Example.org:443/sparql", "https://query.example.org/sparql"),
        ("http://example.org", "http://example.org/"),
        ("http://example.org:3030/ds?x=1#part", "http://example.org:3030/ds?x=1"),
        ("http://[::1]:7878/query", "http://[::1]:7878/query"),
    ],
)
def test_an_endpoint_has_one_spelling(url: str, found: str) -> None:
    assert read_endpoint(url).url == found


@pytest.mark.parametrize(
    "url", ["", "example.org", "ftp://example.org/", "file:///etc/passwd", "http:///x", "http://a b/", "http://a:x/"]
)
def test_what_is_no_endpoint_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="is no address of an endpoint"):
        read_endpoint(url)


def test_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match="leave it out") as raised:
        read_endpoint("https://me:secret@example.org/sparql")
    assert "secret" not in str(raised.value)


def test_only_what_is_listed_is_found() -> None:
    services = ServiceList(["https://example.org/sparql"])
    assert services.find("HTTPS://example.org:443/sparql").host == "example.org"
    for other in (
        "http://example.org/sparql",
        "https://example.org/sparql/",
        "https://example.org/sparql?x=1",
        "https://example.org:444/sparql",
        "https://example.org@evil.example/sparql",
        "file:///etc/passwd",
        "",
    ):
        with pytest.raises(NotAllowed, match="may not call"):
            services.find(other)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "192.168.0.1",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "100.64.0.1",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_of_private_networks_are_not_public_in_any_dress(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("url", "private"),
    [("http://127.0.0.1/", True), ("http://localhost/", True), ("http://[::1]/", True), ("http://127.1/", False)],
)
def test_only_a_plain_address_names_a_private_network(url: str, private: bool) -> None:
    assert read_endpoint(url).is_private is private
