"""The blueprint of ``/prefixes``: the prefixes used here, for JSON-LD, Turtle and SPARQL."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request

from carec_kg.errors import UnknownName
from carec_kg.export.context import prefix_context
from carec_kg.iris import FILE_PREFIXES
from carec_kg.rdf.media import JSON_LD, TURTLE, Format
from carec_kg.rdf.turtle import write_prefixes
from carec_kg.web.answering import respond_text
from carec_kg.web.negotiation import choose_format

_SPARQL = Format("sparql", "SPARQL", ("application/sparql-query",), ("rq",))
_CONTEXT = Format("context", "JSON-LD context", (*JSON_LD.media_types, "application/json"), ("jsonld", "json"))
_FORMATS = (_CONTEXT, TURTLE, _SPARQL)


def write_vocabulary(format_: Format) -> str:
    """Return the prefixes in one of the three languages."""
    if format_ is TURTLE:
        return write_prefixes(set(FILE_PREFIXES))
    if format_ is _SPARQL:
        return "".join(f"PREFIX {prefix}: <{FILE_PREFIXES[prefix]}>\n" for prefix in sorted(FILE_PREFIXES))
    return json.dumps(prefix_context(), indent=2) + "\n"


def make_vocabulary_blueprint() -> Blueprint:
    """Return the blueprint."""
    blueprint = Blueprint("vocabulary", __name__)

    @blueprint.get("/prefixes")
    def prefixes() -> Response:
        choice = choose_format(request.headers.get("Accept"), _FORMATS)
        return respond_text(write_vocabulary(choice.format), choice.media_type)

    @blueprint.get("/prefixes.<suffix>")
    def prefixes_by_suffix(suffix: str) -> Response:
        for format_ in _FORMATS:
            if suffix in format_.suffixes:
                return respond_text(write_vocabulary(format_), format_.media_type)
        raise UnknownName("form of the prefixes", suffix[:20], [format_.suffix for format_ in _FORMATS])

    return blueprint
