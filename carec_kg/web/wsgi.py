"""What granian's processes import: the application over the pool that their parent started."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg.serving.client import PoolClient
from carec_kg.serving.federation import FederatingPool
from carec_kg.serving.seal import die_with_parent
from carec_kg.web.access_log import AccessLog
from carec_kg.web.bodies import BoundedBodies
from carec_kg.web.following import FollowingApplication, create_app_over
from carec_kg.web.front import AnswerCache
from carec_kg.web.metrics import Counters
from carec_kg.web.monitoring import MonitoredApplication
from carec_kg.web.observing import ObservedApplication
from carec_kg.web.overdue import Watch
from carec_kg.web.places import Places
from carec_kg.web.query_operation import DirectOperation
from carec_kg.web.settings import read_web_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from wsgiref.types import WSGIApplication

    from carec_kg.web.observing import Exchange

#: Set by the parent for its processes, and by nobody else.
POOL_VARIABLE = "CAREC_KG_INTERNAL_POOL"
SETTINGS_VARIABLE = "CAREC_KG_INTERNAL_WEB"

#: In each web process: bodies that are read at once, and requests that wait for an identical one that takes long.
BODIES = 32
WAITING = 16
#: Seconds that a body may take at the least.
_LEAST_PATIENCE = 30.0
#: Objects that are made before Python looks for cycles among them.
_ALLOCATIONS = 20_000


def create() -> WSGIApplication:
    """Return the application as the parent's environment describes it; raise ``KeyError`` outside of ``serve``."""
    die_with_parent()
    settings = read_web_settings(os.environ[SETTINGS_VARIABLE])
    address = Path(os.environ[POOL_VARIABLE])
    client = PoolClient(address)
    pool = FederatingPool(client, address) if settings.federated else client
    cached = AnswerCache(
        FollowingApplication(pool.current_edition, lambda edition: create_app_over(pool, edition, settings)),
        capacity=settings.cache,
        current_version=pool.current_version,
        # A query may wait for as long as it may run, and then run.
        patience=2 * settings.timeout + 1,
        direct=DirectOperation(pool, settings),
        places=Places(WAITING, "requests for an answer that takes long"),
        proxies=settings.proxies,
    )
    listeners: list[Callable[[Exchange], None]] = [Counters(address.parent)]
    if settings.access_log:
        listeners.append(AccessLog(settings.access_log, queries=settings.log_queries))
    monitored = MonitoredApplication(cached, address.parent, pool.status, pool.current_edition)
    bounded = BoundedBodies(
        monitored,
        Places(BODIES, "bodies"),
        most=settings.max_query,
        proxies=settings.proxies,
        current_version=pool.current_version,
        # Longer than any complete request has to wait: for an identical one, and then for its own answer.
        watch=Watch(max(_LEAST_PATIENCE, 5 * settings.timeout)),
    )
    # Kept answers are many and hold no cycles: to look through them all again and again took a quarter of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS, 50, 100)
    return ObservedApplication(bounded, listeners, settings.proxies)
