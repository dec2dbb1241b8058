"""Open whatever a target is: a file of RDF, a table, or an endpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg.errors import UsageError
from carec_kg.linking.mapping_source import MappingSource
from carec_kg.linking.rdf_source import RdfSource
from carec_kg.linking.sssom_reading import read_sssom
from carec_kg.linking.table_source import TableOptions, open_geojson, open_table
from carec_kg.linking.table_text import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.linking.candidates import CandidateSource
    from carec_kg.linking.things import Thing

_TABLES = frozenset({"csv", "tsv", "txt", "tab"})
_GEOJSON = frozenset({"geojson", "json"})


def is_endpoint(target: str) -> bool:
    """Tell whether a target is an address and no file."""
    return target.startswith(("http://", "https://"))


def open_source(target: str, things: Sequence[Thing], options: TableOptions, timeout: float) -> CandidateSource:
    """Open a target; raise ``CarecError`` in words for one that cannot be used.

    Nothing but an address that the operator gives is asked over the network; ``timeout`` is in seconds a query.
    """
    if is_endpoint(target):
        from carec_kg.linking.endpoint_source import EndpointSource, ask_over_http  # noqa: PLC0415 - heavy

        return EndpointSource(target, things, ask_over_http(target, timeout), options.kind)
    return open_file(Path(target), options)


def open_file(path: Path, options: TableOptions) -> CandidateSource:
    """Open a file by its suffix: tables, GeoJSON, else RDF; a table with the columns of SSSOM is a set of mappings."""
    if not path.is_file():
        message = f"{path} is no file; name a table, an RDF file or the address of a SPARQL endpoint."
        raise UsageError(message)
    suffix = _suffix(path)
    if suffix in _GEOJSON:
        return open_geojson(path, options)
    if suffix not in _TABLES:
        return RdfSource(path, options.kind)
    if {"subject_id", "predicate_id"} <= set(read_table(path).columns):
        return MappingSource(read_sssom(path), options.kind)
    return open_table(path, options)


def _suffix(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    return suffixes[-1].lstrip(".") if suffixes else ""
