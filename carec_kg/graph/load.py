"""Load RDF files as they are, without the CAREC checks: what ``serve --data`` serves."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol, cast

import pyoxigraph as ox

from carec_kg.errors import DataProblem
from carec_kg.graph.engine import Engine
from carec_kg.rdf.media import format_of_file
from carec_kg.rdf.reading import ENGINE_FORMATS, syntax_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class InquiryDesk(Protocol):
    """What answers inquiries about a graph: why a row, why a triple, why nothing. It knows no file and no network."""

    def answer(
        self, kind: str, asked: Mapping[str, Any], *, inferred: bool, time_left: Callable[[], float]
    ) -> dict[str, Any]:
        """Answer an inquiry, values for JSON in and out; raise an error of ``carec_kg.errors``."""


@dataclass(frozen=True, slots=True)
class ServedData:
    """What a server answers from: the graph with its closure, the same without it, and the version of both.

    Where nothing was inferred, ``asserted`` is ``engine`` itself. ``version`` is a hexadecimal SHA-256. ``desk``
    answers inquiries; without one there are none.
    """

    engine: Engine
    asserted: Engine
    version: str
    desk: InquiryDesk | None = None


def load_files(paths: Sequence[Path], *, union_default_graph: bool = False) -> Engine:
    """Load files with the engine's own bulk loader, formats known by suffix, ``.gz`` unpacked on the way.

    Files of triples go into the default graph, files of quads into the graphs that they name; with
    ``union_default_graph`` the default graph holds the triples of all graphs, each once. Raise ``SyntaxProblem``
    with file, line and column, ``DataProblem`` for a file that cannot be read, ``UsageError`` for a foreign suffix.
    """
    store = ox.Store()
    for path in paths:
        load_into(store, path)
    if union_default_graph:
        quads = store.quads_for_pattern(None, None, None, None)
        store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return Engine(store, union=union_default_graph)


def serve_files(files: Sequence[str], *, union_default_graph: bool = False) -> ServedData:
    """Load files for the server; the version is the digest of their bytes in the order given."""
    paths = [Path(file) for file in files]
    engine = load_files(paths, union_default_graph=union_default_graph)
    return ServedData(engine, engine, digest_files(paths, union_default_graph=union_default_graph))


def digest_files(paths: Sequence[Path], *, union_default_graph: bool = False) -> str:
    """Return one SHA-256 over the formats, lengths and bytes of the files; raise ``DataProblem``."""
    total = hashlib.sha256(b"union" if union_default_graph else b"own")
    for path in paths:
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise _unreadable(path, error) from None
        total.update(f"\n{format_of_file(path).name} {digest}".encode())
    return total.hexdigest()


def load_into(store: ox.Store, path: Path, graph: str | None = None) -> None:
    """Load a file into a store; what it says of no named graph goes into ``graph``, else into the default graph.

    Raise what ``load_files`` raises.
    """
    format_ = ENGINE_FORMATS[format_of_file(path)]
    target = ox.NamedNode(graph) if graph else None
    packed = path.suffix.lower() == ".gz"
    try:
        # Unbuffered, since the engine reads large blocks: a third faster than through a second buffer.
        with gzip.open(path) if packed else path.open("rb", buffering=0) as file:
            # A byte order mark is no part of Turtle or JSON, but editors on Windows leave one.
            if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
                file.seek(0)
            store.bulk_load(cast("IO[bytes]", file), format=format_, to_graph=target)
    except SyntaxError as error:
        raise syntax_problem(error, str(path)) from None
    except (OSError, EOFError, zlib.error) as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: Exception) -> DataProblem:
    reason = getattr(error, "strerror", None) or str(error)
    return DataProblem(f"{path} cannot be read: {reason}.")
