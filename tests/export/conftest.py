"""The context of the small graph's ontology."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.export.context import build_context
from carec_kg.iris import ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from carec_kg.rdf.jsonld import Json
    from carec_kg.rdf.terms import Quad


@pytest.fixture(scope="session")
def context(small_quads: tuple[Quad, ...]) -> dict[str, Json]:
    """Return the published context."""
    return build_context(quad for quad in small_quads if quad.graph == ONTOLOGY_GRAPH)
