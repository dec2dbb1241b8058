"""Whose share of the queue a request takes."""

from __future__ import annotations

import pytest

from carec_kg.errors import UsageError
from carec_kg.web.clients import name_client, read_networks


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "client"),
    [
        ("192.0.2.1", "", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", "", "192.0.2.1"),
        ("127.0.0.1", "198.51.100.7", "127.0.0.1", "198.51.100.7"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.7", "10.0.0.0/8, 127.0.0.1", "198.51.100.7"),
        ("192.0.2.1", "198.51.100.7", "127.0.0.1", "192.0.2.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1", "127.0.0.1"),
        ("2001:db8:0:1::5", "", "", "2001:db8:0:1::/64"),
        ("::ffff:192.0.2.1", "", "", "192.0.2.1"),
        ("", "", "", ""),
    ],
)
def test_only_a_listed_proxy_is_believed_and_its_last_word_alone(
    remote: str, forwarded: str, proxies: str, client: str
) -> None:
    assert name_client(remote, forwarded, proxies) == client


def test_a_proxy_that_is_no_address_is_refused() -> None:
    with pytest.raises(UsageError, match="CAREC_KG_PROXY"):
        read_networks("proxy.example.org")
