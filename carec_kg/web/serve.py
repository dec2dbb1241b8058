"""Start the whole server and stop it: the pool, then granian's processes in front of it."""

from __future__ import annotations

import ipaddress
import os
import resource
import socket
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg.config import read_number, read_report_address, read_setting
from carec_kg.errors import UsageError
from carec_kg.serving.archive import run_archive
from carec_kg.serving.federation import run_federation
from carec_kg.serving.launch import run_pool
from carec_kg.serving.pool_settings import PoolSettings
from carec_kg.serving.seal import Limits, missing_protections
from carec_kg.web.clients import read_networks
from carec_kg.web.rsgi import POOL_VARIABLE, SETTINGS_VARIABLE
from carec_kg.web.settings import WebSettings, write_web_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.serving.launch import RunningPool
    from carec_kg.serving.pool_settings import Loader

_LOOPBACK = "127.0.0.1"
#: Threads of a web process beyond all that may wait in it: what needs no waiting is answered whatever happens.
_SPARE_THREADS = 16
#: Connections of a web process at the most; idle ones take little, but the next waits to be accepted.
_CONNECTIONS = 4096
#: Descriptors of a web process for other things than connections.
_OTHER_DESCRIPTORS = 256
_BACKLOG = 1024
#: Milliseconds for the head of a request, also of the next on a connection that is kept.
_HEAD_TIME = 15_000
#: Bytes that are read ahead for a request, its head among them.
_READ_AHEAD = 2**17
#: Seconds that a web process may take to finish its requests after SIGTERM.
_FAREWELL_SECONDS = 15
#: Seconds within which granian's processes listen.
_START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What to serve and where; ``workers`` web processes and one query worker more, by default from the cores.

    ``pointer`` is the link to the current snapshot, which is followed while the server runs; empty for plain files.
    ``services`` are the endpoints that SERVICE may call.
    """

    loader: Loader
    host: str = _LOOPBACK
    port: int = 8000
    workers: int | None = None
    web: WebSettings = field(default_factory=WebSettings)
    pointer: str = ""
    services: tuple[str, ...] = ()


def read_web_limits(settings: WebSettings) -> WebSettings:
    """Return the settings with the limits that the operator set in the environment; raise ``UsageError``."""
    return replace(
        settings,
        timeout=read_number("CAREC_KG_TIMEOUT"),
        max_rows=int(read_number("CAREC_KG_MAX_ROWS")),
        proxies=_read_proxies(),
        report=read_report_address(),
        cache=0 if read_setting("CAREC_KG_CACHE_MB") == "0" else int(read_number("CAREC_KG_CACHE_MB") * 2**20),
    )


def _read_proxies() -> str:
    text = read_setting("CAREC_KG_PROXY")
    read_networks(text)
    return text


def serve(options: ServeOptions, tell: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; ``tell`` gets lines for the operator.

    Where a protection is missing the server says which and listens on the loopback alone. Raise the loader's error,
    and ``UsageError`` for an address that is taken.
    """
    workers = options.workers or os.cpu_count() or 2
    host = _choose_host(options.host, tell)
    _check_address(host, options.port)
    limits = Limits(memory=int(read_number("CAREC_KG_MEMORY_MB") * 2**20))
    web = read_web_limits(options.web)
    home = Path(options.pointer).parent if options.pointer else None
    # For each core one query worker for saved queries alone, one for a client, and one for who comes beside it.
    settings = PoolSettings(
        options.loader, 3 * workers, limits=limits, pointer=options.pointer, reserved=workers, share=1
    )
    with (
        run_pool(settings) as pool,
        run_federation(pool.address, options.loader, options.services, limits),
        run_archive(pool.address, home, limits) as archive,
    ):
        os.environ[POOL_VARIABLE] = str(pool.address)
        os.environ[SETTINGS_VARIABLE] = write_web_settings(
            replace(
                web,
                dataset=pool.dataset,
                federated=bool(options.services),
                home=home,
                archive=archive,
                threads=count_threads(pool.queue),
            )
        )
        _run_granian(host, options.port, workers, pool, tell)


def _run_granian(host: str, port: int, workers: int, pool: RunningPool, tell: Callable[[str], None]) -> None:
    from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415 - heavy
    from granian.http import HTTP1Settings  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    server = Server(
        "carec_kg.web.rsgi:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        backlog=_BACKLOG,
        backpressure=_allow_connections(),
        http1_settings=HTTP1Settings(header_read_timeout=_HEAD_TIME, max_buffer_size=_READ_AHEAD),
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=_FAREWELL_SECONDS,
    )
    line = f"Serving version {pool.dataset} on {format_address(host, port)} (Ctrl-C stops)."
    announcing = threading.Thread(target=_announce, args=(host, port, lambda: tell(line)), daemon=True)
    server.on_startup(announcing.start)
    server.serve()


def count_threads(queue: int) -> int:
    """Return the threads that a web process needs, so that some are left when both queues are full."""
    return 2 * queue + _SPARE_THREADS


def _allow_connections() -> int:
    """Return how many connections a web process may have, after asking the system for as many descriptors."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS + _OTHER_DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return (
        _CONNECTIONS
        if soft == resource.RLIM_INFINITY
        else max(_OTHER_DESCRIPTORS, min(soft, wanted) - _OTHER_DESCRIPTORS)
    )


def _announce(host: str, port: int, announce: Callable[[], None]) -> None:
    """Announce the address as soon as somebody answers there, which granian itself does not know."""
    # Who listens on every address is asked on the loopback.
    reachable = {"0.0.0.0": _LOOPBACK, "::": "::1"}.get(host, host)  # noqa: S104 - asked for by the operator
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection((reachable, port), timeout=1.0).close()
        except OSError:
            time.sleep(0.02)
        else:
            announce()
            return


def format_address(host: str, port: int) -> str:
    """Return the address as people type it."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _choose_host(host: str, tell: Callable[[str], None]) -> str:
    missing = missing_protections()
    if not missing:
        return host
    tell(f"Missing here: {'; '.join(missing)}.")
    if _is_loopback(host):
        return host
    tell(f"Strangers' queries are not safe without it: listening on {_LOOPBACK}, not on {host}.")
    return _LOOPBACK


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_address(host: str, port: int) -> None:
    """Refuse an address that is taken, since granian would share it with whoever listens there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        message = f"{host}:{port} cannot be listened on ({error.strerror or error}); choose another with --port."
        raise UsageError(message) from None
