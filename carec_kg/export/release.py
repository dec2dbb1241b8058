"""All files of a release in one go, with their digests."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from carec_kg.export.catalogue import Release, describe_release
from carec_kg.export.context import build_context, write_context
from carec_kg.export.dump import dump
from carec_kg.export.framed import write_framed
from carec_kg.export.geojson import write_geojson
from carec_kg.export.observations import write_observations
from carec_kg.export.tables import write_tables
from carec_kg.iris import CATALOGUE_GRAPH, ONTOLOGY_GRAPH, PREFIXES
from carec_kg.rdf.media import N_TRIPLES, RDF_FORMATS, TURTLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carec_kg.rdf.terms import Quad

#: The list of digests, in the form that ``sha256sum --check`` reads.
DIGESTS = "SHA256SUMS"
_AS_WKT = PREFIXES["geo"] + "asWKT"


def list_digests(files: Mapping[str, bytes]) -> bytes:
    """Return the SHA-256 of each file and its name, a line each, sorted by name."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def export_all(asserted: Iterable[Quad], inferred: Iterable[Quad], release: Release) -> dict[str, bytes]:
    """Return every file of a release by its name, ``SHA256SUMS`` last; the same arguments give the same bytes.

    ``carec-kg.*`` hold the asserted quads and the catalogue (which is added where it is not among them),
    ``carec-kg-inferred.*`` the closure if there is one, ``carec-kg-framed.jsonld`` and ``csv/`` what is asserted of
    things, with a table a data set too; ``carec-kg.geojson`` is there where a geometry is. Raise ``UsageError`` or
    ``DataProblem`` for what a format cannot write.
    """
    quads, closure = list(asserted), list(inferred)
    ontology = [quad for quad in quads if quad.graph == ONTOLOGY_GRAPH]
    catalogue = [quad for quad in quads if quad.graph == CATALOGUE_GRAPH]
    if not catalogue:
        catalogue = describe_release(quads, closure, release)
        quads += catalogue
    files = {f"carec-kg.{format_.suffix}": dump(quads, format_) for format_ in RDF_FORMATS}
    if closure:
        files |= {f"carec-kg-inferred.{format_.suffix}": dump(closure, format_) for format_ in (TURTLE, N_TRIPLES)}
    files["carec-kg-framed.jsonld"] = write_framed(quads, build_context(ontology))
    files["context.jsonld"] = write_context(ontology)
    files["void.ttl"] = dump(catalogue, TURTLE)
    tables = {**write_tables(quads), **write_observations(quads)}
    files |= {f"csv/{name}": content for name, content in tables.items()}
    if any(quad.predicate.value == _AS_WKT for quad in quads):
        files["carec-kg.geojson"] = write_geojson(quads)
    return {**dict(sorted(files.items())), DIGESTS: list_digests(files)}
