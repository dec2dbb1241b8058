"""What granian's processes import: the application over the pool that their parent started."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg.saved_queries.catalogue import Catalogue, read_catalogue
from carec_kg.serving.client import PoolClient
from carec_kg.serving.seal import die_with_parent
from carec_kg.web.application import create_app
from carec_kg.web.settings import read_web_settings

if TYPE_CHECKING:
    from flask import Flask

#: Set by the parent for its processes, and by nobody else.
POOL_VARIABLE = "CAREC_KG_INTERNAL_POOL"
SETTINGS_VARIABLE = "CAREC_KG_INTERNAL_WEB"


def create() -> Flask:
    """Return the application as the parent's environment describes it; raise ``KeyError`` outside of ``serve``."""
    die_with_parent()
    settings = read_web_settings(os.environ[SETTINGS_VARIABLE])
    catalogue = read_catalogue(settings.queries, trusted=True) if settings.queries else Catalogue({}, {})
    return create_app(PoolClient(Path(os.environ[POOL_VARIABLE])), catalogue, settings)
