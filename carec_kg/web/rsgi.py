"""What granian's processes import: the door over the pool that their parent started."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg.serving.client import PoolClient
from carec_kg.serving.federation import FederatingPool
from carec_kg.serving.seal import die_with_parent
from carec_kg.web.access_log import AccessLog
from carec_kg.web.bodies import BodyReader
from carec_kg.web.door import Door
from carec_kg.web.following import FollowingApplication, create_app_over
from carec_kg.web.front import AnswerCache
from carec_kg.web.metrics import Counters
from carec_kg.web.monitoring import MonitoredApplication
from carec_kg.web.observing import Observer
from carec_kg.web.places import Places
from carec_kg.web.query_operation import DirectOperation
from carec_kg.web.settings import read_web_settings
from carec_kg.web.threads import ThreadedApplication
from carec_kg.web.warming import keep_warm

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

    from carec_kg.web.observing import Exchange

#: Set by the parent for its processes, and by nobody else.
POOL_VARIABLE = "CAREC_KG_INTERNAL_POOL"
SETTINGS_VARIABLE = "CAREC_KG_INTERNAL_WEB"

#: In each web process: bodies that are read at once, and requests that wait for an identical one that takes long.
_BODIES = 32
_WAITING = 16
#: Seconds that a body may take.
_BODY_PATIENCE = 30.0
#: Objects that are made before Python looks for cycles among them.
_ALLOCATIONS = 20_000


class Process:
    """The application of one process (RSGI 1.5), made as soon as there is an event loop."""

    def __init__(self) -> None:
        self._door: Door | None = None
        self._warming: asyncio.Task[None] | None = None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Make the door."""
        die_with_parent()
        self._door = create_door(loop)
        # Kept answers are many and hold no cycles: to look through them all again and again took a quarter of the time.
        gc.collect()
        gc.freeze()
        gc.set_threshold(_ALLOCATIONS, 50, 100)
        self._warming = loop.create_task(keep_warm(self._door.cache, self._door.current_version))

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer a request."""
        if self._door:
            await self._door.answer(scope, protocol)


application = Process()


def create_door(loop: asyncio.AbstractEventLoop) -> Door:
    """Return the door as the parent's environment describes it; raise ``KeyError`` outside of ``serve``."""
    address = Path(os.environ[POOL_VARIABLE])
    settings = read_web_settings(os.environ[SETTINGS_VARIABLE])
    client = PoolClient(address, loop)
    pool = FederatingPool(client, address) if settings.federated else client
    following = FollowingApplication(pool.current_edition, lambda edition: create_app_over(pool, edition, settings))
    monitored = MonitoredApplication(following, address.parent, pool.status, pool.current_edition)
    cache = AnswerCache(
        ThreadedApplication(monitored, settings.threads),
        capacity=settings.cache,
        current_version=pool.current_version,
        # A query may wait for as long as it may run, and then run.
        patience=2 * settings.timeout + 1,
        direct=DirectOperation(pool, settings).answer,
        places=Places(_WAITING, "requests for an answer that takes long"),
        proxies=settings.proxies,
    )
    listeners: list[Callable[[Exchange], None]] = [Counters(address.parent)]
    if settings.access_log:
        listeners.append(AccessLog(settings.access_log, queries=settings.log_queries))
    return Door(
        cache,
        BodyReader(
            Places(_BODIES, "bodies"), most=settings.max_query, proxies=settings.proxies, patience=_BODY_PATIENCE
        ),
        Observer(listeners, settings.proxies),
        pool.current_version,
    )
