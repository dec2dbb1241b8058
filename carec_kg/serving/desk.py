"""The supervisor's desk: grants leases to clients and takes them back, kills at deadlines, says why a worker ended."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from carec_kg.errors import Cancelled, CarecError
from carec_kg.serving.endings import explain_timeout
from carec_kg.serving.framing import (
    BACK,
    CANCEL,
    DROP,
    GRANT,
    KILL,
    LOST,
    NAME,
    RECALL,
    REPLY,
    STATUS,
    WANT,
    WELCOME,
    Frame,
)
from carec_kg.serving.messages import dump, pack_error
from carec_kg.serving.peer import Peer

if TYPE_CHECKING:
    import asyncio
    import socket
    from collections.abc import Mapping

    from carec_kg.serving.board import Board
    from carec_kg.serving.leasing import Lease, Leasing

#: Seconds between two looks at the board.
_TICK = 0.02
_CANCELLED = "The query was cancelled by the name that its client gave it."


class Workers(Protocol):
    """What the desk asks of those who have the workers."""

    def channel_of(self, number: int) -> int:
        """Return the descriptor of our end of a worker's channel."""

    def give_way(self, number: int) -> None:
        """Have a worker give way to the others: it runs strangers' queries."""

    def kill(self, number: int) -> None:
        """Have a worker killed and end its channel at once."""

    def take_back(self, number: int, *, alive: bool) -> None:
        """Hear that a worker has been given back, and whether it can go on."""

    def state(self) -> dict[str, object]:
        """Return what there is to say of the workers."""


class _End(NamedTuple):
    """Why a worker ended, and the serial of the query that it ended with; 0 where it ran none."""

    serial: int
    error: CarecError


class Desk:
    """Knows the clients and what became of the workers that they hold."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        leasing: Leasing,
        board: Board,
        workers: Workers,
        terms: Mapping[str, int],
    ) -> None:
        self._loop = loop
        self._leasing = leasing
        self._board = board
        self._workers = workers
        self._terms = terms
        self._ends: dict[int, _End] = {}
        self._asking: dict[int, tuple[Peer, dict[str, Any]]] = {}
        self._names: dict[str, Counter[Peer]] = {}

    def accept(self, listening: socket.socket) -> None:
        """Take a new client."""
        client = Peer(self._loop, listening.accept()[0], self._hear, self._lose_client)
        client.send(Frame(WELCOME, dump(self._terms)))

    def watch(self) -> None:
        """Kill what runs for too long, and even the leases out; and again after a moment."""
        self._loop.call_later(_TICK, self.watch)
        now = self._loop.time()
        for lease in self._leasing.leases():
            serial, timeout = self._board.overdue(lease.slot, now)
            if serial:
                self._stop(lease, serial, explain_timeout(timeout))
        self._even_out()

    def pump(self) -> None:
        """Grant the workers that are idle."""
        for lease in self._leasing.assign(self._loop.time()):
            self._board.end(lease.slot)
            if lease.first_of_strangers:
                self._workers.give_way(lease.number)
            words = {
                "number": lease.number,
                "slot": lease.slot,
                "lane": lease.lane,
                "generation": self._board.generation,
                "channel": True,
            }
            _client_of(lease).send(Frame(GRANT, dump(words)), self._workers.channel_of(lease.number))
        self._even_out()

    def recall(self, leases: list[Lease]) -> None:
        """Have leases come back."""
        for lease in leases:
            _client_of(lease).send(Frame(RECALL, dump({"number": lease.number})))

    def is_running(self, lease: Lease) -> bool:
        """Return whether a lease has a query at this moment."""
        return bool(self._board.running(lease.slot))

    def bury(self, number: int, error: CarecError) -> None:
        """Hear that a worker is dead, and tell its holder why if that is asked for."""
        lease = self._leasing.lease_of(number)
        if lease is None:
            return
        self._ends.setdefault(number, _End(self._board.running(lease.slot), error))
        if number in self._asking:
            self._explain(*self._asking.pop(number))
        else:
            self.recall([lease])

    def _even_out(self) -> None:
        self.recall(self._leasing.recall(self._loop.time(), self.is_running))

    def _stop(self, lease: Lease, serial: int, error: CarecError) -> None:
        if lease.number not in self._ends:
            self._ends[lease.number] = _End(serial, error)
            self._workers.kill(lease.number)

    def _hear(self, client: Peer, frame: Frame) -> None:
        words = json.loads(frame.header) if frame.header else {}
        if frame.kind == WANT:
            self._leasing.want(client, words["lane"])
            self.pump()
        elif frame.kind == BACK:
            self._end_lease(client, words["number"], alive=not words["last"])
        elif frame.kind == LOST:
            self._take_loss(client, words)
        elif frame.kind == KILL:
            self._take_kill(client, words)
        elif frame.kind == NAME:
            self._note_name(client, words["name"], words["more"])
        elif frame.kind == CANCEL:
            client.send(Frame(REPLY, dump({"ask": words["ask"], "cancelled": self._cancel(words["name"])})))
        elif frame.kind == STATUS:
            running = sum(map(self.is_running, self._leasing.leases()))
            client.send(Frame(REPLY, dump({"ask": words["ask"], "running": running, **self._workers.state()})))
        else:
            client.close()

    def _held(self, client: Peer, number: int) -> Lease | None:
        lease = self._leasing.lease_of(number)
        return lease if lease and lease.holder is client else None

    def _end_lease(self, client: Peer, number: int, *, alive: bool) -> None:
        if self._held(client, number):
            self._leasing.end(number)
            ended = self._ends.pop(number, None)
            self._workers.take_back(number, alive=alive and ended is None)
            self.pump()

    def _take_loss(self, client: Peer, words: dict[str, Any]) -> None:
        if words["number"] in self._ends or not self._held(client, words["number"]):
            self._explain(client, words)
        else:
            # Its death is not known here yet; of one that only fell silent it is made sure. How a worker ended that is
            # dead already does not change by that.
            self._asking[words["number"]] = (client, words)
            self._workers.kill(words["number"])

    def _explain(self, client: Peer, words: dict[str, Any]) -> None:
        end = self._ends.get(words["number"])
        found = pack_error(end.error) if end and end.serial == words["serial"] else {}
        client.send(Frame(REPLY, dump({"ask": words["ask"], **found})))
        self._end_lease(client, words["number"], alive=False)

    def _take_kill(self, client: Peer, words: dict[str, Any]) -> None:
        lease = self._held(client, words["number"])
        if lease and self._board.running(lease.slot) == words["serial"]:
            self._stop(lease, words["serial"], Cancelled(_CANCELLED))

    def _note_name(self, client: Peer, name: str, more: int) -> None:
        clients = self._names.setdefault(name, Counter())
        clients[client] += more
        if not +clients:
            del self._names[name]

    def _cancel(self, name: str) -> int:
        """Have the queries of a name stopped and return how many there are."""
        clients = self._names.get(name, Counter())
        for client in clients:
            client.send(Frame(DROP, dump({"name": name})))
        return clients.total()

    def _lose_client(self, client: Peer) -> None:
        for lease in self._leasing.forget(client):
            running = self.is_running(lease)
            self._asking.pop(lease.number, None)
            if running:
                # What its client began has nobody to answer.
                self._workers.kill(lease.number)
            self._end_lease(client, lease.number, alive=not running)
        for name, clients in list(self._names.items()):
            del clients[client]
            if not clients:
                del self._names[name]
        self.pump()


def _client_of(lease: Lease) -> Peer:
    return cast("Peer", lease.holder)
