"""The address of a result at a version of the data set: the same everywhere, and for good."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from carec_kg.iris import BASE

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_result_path(version: str, name: str = "", given: Mapping[str, str] | None = None) -> str:
    """Return the path of a result on a server: ``/r/{version}/{name}`` with its parameters; without a name, its list.

    ``name`` is a saved query's, with a suffix where one is wanted. The same result has one path: parameters come in
    the order in which they are given, which is that of the query's header for what ``BoundQuery.given`` returns.
    """
    parts = ["/r", quote(version, safe="+"), *([quote(name, safe="")] if name else [])]
    return "/".join(parts) + (f"?{urlencode(given)}" if given else "")


def mint_result(version: str, name: str = "", given: Mapping[str, str] | None = None) -> str:
    """Return the address to cite a result by, which does not depend on the server that answered."""
    return BASE.rstrip("/") + write_result_path(version, name, given)
