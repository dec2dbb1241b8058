"""The supervisor's end of its zygote: start it, have it fork and kill, hear of the dead."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg.serving.framing import FrameAssembler, write_frame
from carec_kg.serving.zygote import FORK, GIVE_WAY, KILL, ORDER, pack_settings

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from carec_kg.serving.framing import Frame
    from carec_kg.serving.pool_settings import Loader
    from carec_kg.serving.seal import Limits

_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_CHUNK = 2**16
#: Bytes; the system may give less.
_SEND_BUFFER = 2**20
_FAREWELL_SECONDS = 2.0


def python_command(module: str) -> list[str]:
    """Return the command that runs a module of this package, whatever lies in the working folder."""
    return [sys.executable, "-P", "-m", module]


def python_environment() -> dict[str, str]:
    """Return the environment in which that command finds this very package."""
    paths = [str(_PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


class ZygoteLink:
    """One zygote: ``on_frame`` gets what it says, ``on_end`` is called when it is gone."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        on_frame: Callable[[Frame], None],
        on_end: Callable[[], None],
    ) -> None:
        self._loop = loop
        self._on_frame = on_frame
        self._on_end = on_end
        self._frames = FrameAssembler()
        self._control, self._theirs = socket.socketpair()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, loader: Loader, limits: Limits) -> None:
        """Start the process and have it load."""
        # The kernel leaves room below a stack by the limit that holds when a program starts.
        hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
        wanted = limits.stack if hard == resource.RLIM_INFINITY else min(limits.stack, hard)
        resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))
        command = python_command("carec_kg.serving.zygote")
        self._process = subprocess.Popen(command, stdin=self._theirs.fileno(), env=python_environment())  # noqa: S603 - our own module
        self._theirs.close()
        write_frame(self._control.fileno(), pack_settings(loader, limits))
        self._loop.add_reader(self._control, self._read)

    def fork(self, number: int) -> socket.socket:
        """Order a worker and return our end of its channel."""
        ours, theirs = socket.socketpair()
        with theirs:
            # A long answer lies there whole, and the worker is free while it is read.
            theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
            socket.send_fds(self._control, [ORDER.pack(FORK, number)], [theirs.fileno()])
        return ours

    def kill(self, number: int) -> None:
        """Order a worker's death; it is told of when it has happened."""
        self._control.sendall(ORDER.pack(KILL, number))

    def give_way(self, number: int) -> None:
        """Order that a worker gives way to the others, from now on."""
        self._control.sendall(ORDER.pack(GIVE_WAY, number))

    def _read(self) -> None:
        try:
            piece = self._control.recv(_CHUNK)
        except ConnectionError:
            piece = b""
        for frame in self._frames.feed(piece):
            self._on_frame(frame)
        if not piece:
            self.stop()
            self._on_end()

    def stop(self) -> None:
        """End the zygote, and with it its workers, and wait for that."""
        self._close()
        self._wait()

    async def leave(self) -> None:
        """Do what ``stop`` does while the event loop goes on: to free much memory takes a while."""
        self._close()
        await self._loop.run_in_executor(None, self._wait)

    def _close(self) -> None:
        self._loop.remove_reader(self._control)
        self._control.close()

    def _wait(self) -> None:
        if self._process:
            try:
                self._process.wait(_FAREWELL_SECONDS)
            except subprocess.TimeoutExpired:
                # It is still loading, and hears nothing.
                self._process.kill()
                self._process.wait()
