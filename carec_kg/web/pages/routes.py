"""Which paths an application serves, as OpenAPI writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzeug.routing import Map

_VARIABLE = re.compile(r"<(?:[^<>]*:)?(\w+)>")


def list_routes(routes: Map) -> frozenset[str]:
    """Return the templates of all routes, such as ``/id/{type}/{key}``."""
    return frozenset(_VARIABLE.sub(r"{\1}", rule.rule) for rule in routes.iter_rules())
