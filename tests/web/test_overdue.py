"""Bodies that never end: their connections do, and no other."""

from __future__ import annotations

import contextlib
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from carec_kg.web.overdue import Watch, read_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Only Linux tells of its connections.")


@contextlib.contextmanager
def connect() -> Iterator[tuple[socket.socket, socket.socket]]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        theirs = socket.create_connection(listening.getsockname())
        ours = listening.accept()[0]
        with ours, theirs:
            ours.settimeout(20.0)
            yield ours, theirs


def test_what_the_kernel_says_of_a_connection() -> None:
    with connect() as (ours, theirs):
        theirs.sendall(b"abc")
        assert ours.recv(3) == b"abc"
        facts = read_facts(ours)
        assert facts is not None
        assert (facts.peer, facts.received) == ("127.0.0.1", 3)
        assert 0 <= facts.silent <= facts.unsent + 1
    one, other = socket.socketpair()
    with one, other:
        assert read_facts(one) is None


def test_a_connection_that_falls_silent_within_a_body_is_ended() -> None:
    watch = Watch(0.3, pause=0.1)
    with connect() as (ours, _), watch.over("127.0.0.1"):
        assert ours.recv(1) == b""


def test_one_that_goes_on_in_dribs_and_drabs_is_ended_too() -> None:
    watch = Watch(0.5, pause=0.2)
    with connect() as (ours, theirs), watch.over("127.0.0.1"), contextlib.suppress(OSError):
        theirs.settimeout(0.05)
        for _ in range(400):
            theirs.sendall(b"x")
            with contextlib.suppress(TimeoutError):
                assert theirs.recv(1) == b""
                break
        else:
            pytest.fail("Nobody ended it.")
        assert ours.fileno() >= 0


def test_where_no_body_is_overdue_or_it_is_another_address_nobody_is_ended() -> None:
    watch = Watch(0.1, pause=0.05)
    with connect() as (ours, _), watch.over("192.0.2.1"):
        ours.settimeout(0.5)
        with pytest.raises(TimeoutError):
            ours.recv(1)
