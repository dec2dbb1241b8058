"""What every page knows: the graph, the saved queries and the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.web.pages.reader import GraphReader
    from carec_kg.web.settings import WebSettings


@dataclass(frozen=True, slots=True)
class Site:
    """The graph as pages read it, its saved queries, and how the operator set the server up."""

    reader: GraphReader
    catalogue: Catalogue
    settings: WebSettings
