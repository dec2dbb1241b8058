"""What the reconciliation service says, in the words of version 0.2 and of the 1.0 draft. No Flask here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.iris import CAREC, ID
from carec_kg.version import __version__
from carec_kg.web.reconcile_reading import BATCH_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carec_kg.linking.reconciling import Reconciler
    from carec_kg.linking.reconciling_graph import Entry
    from carec_kg.linking.reconciling_query import Match

VERSION, DRAFT = "0.2", "1.0-draft"
PATH, DRAFT_PATH = "/reconcile", "/reconcile/1.0-draft"
#: What identifiers are where they are whole IRIs (RFC 3986), as other services for RDF say it.
_ANY_IRI = "http://www.ietf.org/rfc/rfc3986"
#: Types offered first, as far as the graph has them.
_FIRST_TYPES = ("BorderPort", "Country", "Region", "Place", "Organization", "Corridor", "SeaPort", "Event")
_WIDTH, _HEIGHT = 420, 300
_LIMIT_HELP = "How many values of each thing to fetch at the most; 0 for all."


def write_manifest(reconciler: Reconciler, root: str, title: str) -> dict[str, Any]:
    """Return the manifest of version 0.2 (section 3.1); ``root`` is the address of this server, without a slash."""
    here = root + PATH
    suggest = {
        kind: {"service_url": here, "service_path": f"/suggest/{kind}"} for kind in ("entity", "property", "type")
    }
    setting = {"name": "limit", "label": "Limit", "type": "number", "default": 0, "help_text": _LIMIT_HELP}
    return {
        "versions": [VERSION],
        **_write_spaces(reconciler, title),
        "batchSize": BATCH_SIZE,
        "view": {"url": f"{here}/preview?id={{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": _WIDTH, "height": _HEIGHT},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": here, "service_path": "/propose"},
            "property_settings": [setting],
        },
    }


def write_draft_manifest(reconciler: Reconciler, root: str, title: str) -> dict[str, Any]:
    """Return the manifest of the 1.0 draft, whose services lie at fixed paths below the endpoint."""
    setting = {"id": "limit", "name": "Limit", "type": "number", "default": 0, "helpText": _LIMIT_HELP}
    return {
        "versions": [DRAFT],
        **_write_spaces(reconciler, title),
        "lang": "en",
        "batchSize": BATCH_SIZE,
        "view": {"url": f"{root}{PATH}/preview?id={{id}}"},
        "preview": {"width": _WIDTH, "height": _HEIGHT},
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {"proposeProperties": True, "propertySettings": [setting]},
    }


def _write_spaces(reconciler: Reconciler, title: str) -> dict[str, Any]:
    own, types = reconciler.graph.own, reconciler.graph.types
    first = [types[CAREC + name] for name in _FIRST_TYPES if CAREC + name in types]
    commonest = sorted(types.values(), key=lambda entry: (-entry.uses, entry.id))[: len(_FIRST_TYPES)]
    return {
        "name": title,
        "identifierSpace": ID if own else _ANY_IRI,
        "schemaSpace": CAREC if own else _ANY_IRI,
        "serviceVersion": __version__,
        "defaultTypes": [write_named(entry) for entry in first or commonest],
    }


def write_named(entry: Entry) -> dict[str, str]:
    """Return a type or property by identifier and name."""
    return {"id": entry.id, "name": entry.name}


def write_described(entry: Entry) -> dict[str, str]:
    """Return a type or property with what it means."""
    return {**write_named(entry), **({"description": entry.description} if entry.description else {})}


def write_match(match: Match, *, draft: bool = False) -> dict[str, Any]:
    """Return a candidate; the draft gives features names too."""
    features = [
        {"id": feature.id, "value": feature.value, **({"name": feature.reason or feature.id} if draft else {})}
        for feature in match.features
    ]
    return {
        "id": match.id,
        "name": match.name,
        **({"description": match.description} if match.description else {}),
        "type": [write_named(entry) for entry in match.types],
        "score": match.score,
        "match": match.match,
        "features": features,
    }


def write_suggestions(matches: Iterable[Match]) -> dict[str, Any]:
    """Return completed things (section 5.2)."""
    result = []
    for match in matches:
        note = {"description": match.description} if match.description else {}
        notable = [write_named(entry) for entry in match.types]
        result.append({"id": match.id, "name": match.name, **note, "notable": notable})
    return {"result": result}


def write_proposal(reconciler: Reconciler, type_: str, limit: int) -> dict[str, Any]:
    """Return the properties that things of a type have, what most of them have first; raise ``UnknownName``."""
    graph, values = reconciler.graph, reconciler.values
    kind = reconciler.find_type(type_).iri if type_ else ""
    places = [place for place, kinds in enumerate(graph.kinds) if not kind or kind in kinds]
    sample: Sequence[int] = places[:200]
    counts = {entry.id: sum(values.has(place, entry) for place in sample) for entry in values.entries}
    found = [entry for entry in values.entries if counts[entry.id]]
    found.sort(key=lambda entry: -counts[entry.id])
    answer: dict[str, Any] = {"properties": [write_described(entry) for entry in found[:limit]], "limit": limit}
    return {**answer, "type": type_} if type_ else answer
