"""The faces of the site: one blueprint each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint

    from carec_kg.web.pages.site import Site

#: What makes the blueprint of each face.
FACES: tuple[Callable[[Site], Blueprint], ...] = ()
