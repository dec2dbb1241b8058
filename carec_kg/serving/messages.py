"""What the processes of the server say to each other, as plain values and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from carec_kg import errors
from carec_kg.errors import CarecError, Position, QueryProblem, SyntaxProblem
from carec_kg.graph.encoding import BODY_BYTES, EncodedAnswer
from carec_kg.graph.engine import QueryRequest
from carec_kg.rdf import terms
from carec_kg.rdf.terms import BlankNode, Iri, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

Lane = Literal["free", "saved"]


@dataclass(frozen=True, slots=True)
class QueryTask:
    """A query with all that a worker needs: formats by name, best first; with or without the closure; caps.

    ``timeout`` is in seconds of running; ``paged`` says that the row cap is the client's own wish. The lane
    ``saved`` is for queries of ours, which strangers cannot crowd out. ``client`` is whose share of the queue the
    task takes (empty: nobody's), ``cancel_name`` the name by which it can be cancelled.
    """

    query: QueryRequest
    formats: tuple[str, ...]
    inferred: bool = True
    byte_cap: int = BODY_BYTES
    paged: bool = False
    timeout: float = 10.0
    lane: Lane = "free"
    client: str = ""
    cancel_name: str = ""


@dataclass(frozen=True, slots=True)
class PoolStatus:
    """The state of the pool: whether it answers, over which data, and how busy it is.

    ``endings`` counts queries by how they ended, ``reloads`` the snapshots that came after the first one.
    """

    ready: bool
    dataset: str
    workers: int
    running: int
    waiting: int
    endings: Mapping[str, int] = field(default_factory=dict)
    reloads: int = 0
    failed_reloads: int = 0


def dump(value: object) -> bytes:
    """Return a value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def pack_task(task: QueryTask) -> bytes:
    """Return what the worker needs of a task; equal tasks give equal bytes."""
    query = task.query
    return dump(
        {
            "text": query.text,
            "bindings": {name: _pack_term(term) for name, term in query.bindings.items()},
            "default": query.default_graphs,
            "named": query.named_graphs,
            "rows": query.row_cap,
            "bytes": task.byte_cap,
            "formats": task.formats,
            "inferred": task.inferred,
            "paged": task.paged,
        }
    )


def unpack_task(data: bytes) -> QueryTask:
    """Read what ``pack_task`` wrote; deadline and lane are the supervisor's matter and not in it."""
    found = json.loads(data)
    query = QueryRequest(
        found["text"],
        {name: _unpack_term(term) for name, term in found["bindings"].items()},
        _names(found["default"]),
        _names(found["named"]),
        found["rows"],
    )
    return QueryTask(query, tuple(found["formats"]), found["inferred"], found["bytes"], found["paged"])


def _names(found: list[str] | None) -> tuple[str, ...] | None:
    return None if found is None else tuple(found)


def _pack_term(term: Term) -> list[str | None]:
    if isinstance(term, terms.Literal):
        return ["literal", term.value, term.datatype, term.language]
    return ["iri" if isinstance(term, Iri) else "blank", term.value]


def _unpack_term(found: list[Any]) -> Term:
    kind, *parts = found
    return terms.Literal(*parts) if kind == "literal" else (Iri if kind == "iri" else BlankNode)(*parts)


def pack_answer(answer: EncodedAnswer, dataset: str) -> bytes:
    """Return the header of an answer; its body travels as it is."""
    return dump(
        {"kind": answer.kind, "format": answer.format, "count": answer.count, "cut": answer.cut, "dataset": dataset}
    )


def unpack_answer(header: bytes, body: bytes) -> EncodedAnswer:
    """Read an answer; raise the error that stands in its place."""
    found = json.loads(header)
    if "error" in found:
        raise unpack_error(found)
    return EncodedAnswer(found["kind"], found["format"], body, found["count"], found["cut"], found["dataset"])


def pack_error(error: CarecError) -> dict[str, object]:
    """Return an error as plain values."""
    found: dict[str, object] = {"error": type(error).__name__, "message": str(error)}
    if isinstance(error, QueryProblem):
        found |= {"message": error.message, "line": error.line, "column": error.column}
    elif isinstance(error, SyntaxProblem):
        at = error.position
        found |= {"message": error.message, "file": at.file, "line": at.line, "column": at.column}
    return found


def unpack_error(found: dict[str, Any]) -> CarecError:
    """Return the error that ``pack_error`` wrote; one with fields of its own that are not kept is a ``CarecError``."""
    name, message = found["error"], found["message"]
    if name == QueryProblem.__name__:
        return QueryProblem(message, found["line"], found["column"])
    if name == SyntaxProblem.__name__:
        return SyntaxProblem(message, Position(found["file"], found["line"], found["column"]))
    kind = getattr(errors, name, CarecError)
    plain = isinstance(kind, type) and issubclass(kind, CarecError) and kind is not errors.UnknownName
    return cast("CarecError", kind(message)) if plain else CarecError(message)
