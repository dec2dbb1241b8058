"""What the processes of the server say to each other: what is said often as bytes in fixed places, the rest as JSON."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from carec_kg import errors
from carec_kg.errors import CarecError, Position, QueryProblem, SyntaxProblem
from carec_kg.graph.encoding import BODY_BYTES, GRAPH_FORMATS, EncodedAnswer
from carec_kg.graph.engine import QueryRequest
from carec_kg.rdf import terms
from carec_kg.rdf.media import RESULT_FORMATS
from carec_kg.rdf.terms import BlankNode, Iri, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.graph.encoding import AnswerKind

Lane = Literal["free", "saved"]

#: With and without inference, paged; caps of rows and of bytes; sizes of text and of names of formats.
_TASK = struct.Struct("!??qqII")
_NO_CAP = -1
#: Kind and format by their places below; whether it was cut; rows or triples.
_ANSWER = struct.Struct("!BB?q")
#: How an error begins in place of that; no kind has this number.
_ERROR = b"{"
_KINDS: tuple[AnswerKind, ...] = ("rows", "yesno", "triples", "document")
#: How a packed inquiry begins; a packed query begins with a truth value.
_INQUIRY = b"{"
_FORMATS = tuple(format_.name for format_ in (*RESULT_FORMATS, *GRAPH_FORMATS))


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
class InquiryTask:
    """An inquiry about the graph, by its kind, with what is asked as values for JSON; the answer is a JSON document.

    ``timeout``, ``lane``, ``client`` and ``cancel_name`` are as in ``QueryTask``.
    """

    kind: str
    asked: Mapping[str, Any]
    inferred: bool = True
    timeout: float = 10.0
    lane: Lane = "free"
    client: str = ""
    cancel_name: str = ""


Task: TypeAlias = QueryTask | InquiryTask


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


def pack_task(task: Task) -> bytes:
    """Return what the worker needs of a task."""
    if isinstance(task, InquiryTask):
        return dump({"kind": task.kind, "asked": task.asked, "inferred": task.inferred, "timeout": task.timeout})
    query = task.query
    text, formats, rest = query.text.encode("utf-8", "surrogatepass"), ",".join(task.formats).encode(), b""
    if query.bindings or query.default_graphs is not None or query.named_graphs is not None:
        bindings = {name: _pack_term(term) for name, term in query.bindings.items()}
        rest = dump({"bindings": bindings, "default": query.default_graphs, "named": query.named_graphs})
    row_cap = _NO_CAP if query.row_cap is None else query.row_cap
    return (
        _TASK.pack(task.inferred, task.paged, row_cap, task.byte_cap, len(text), len(formats)) + text + formats + rest
    )


def unpack_task(data: bytes) -> Task:
    """Read what ``pack_task`` wrote; lane and client, and a query's deadline, are no matter of the worker's."""
    if data.startswith(_INQUIRY):
        return InquiryTask(**json.loads(data))
    inferred, paged, row_cap, byte_cap, text_size, formats_size = _TASK.unpack_from(data)
    middle = _TASK.size + text_size
    end = middle + formats_size
    formats = data[middle:end].decode()
    query = QueryRequest(
        data[_TASK.size : middle].decode("utf-8", "surrogatepass"), row_cap=None if row_cap == _NO_CAP else row_cap
    )
    if len(data) > end:
        found = json.loads(data[end:])
        bindings = {name: _unpack_term(term) for name, term in found["bindings"].items()}
        query = replace(
            query, bindings=bindings, default_graphs=_names(found["default"]), named_graphs=_names(found["named"])
        )
    return QueryTask(query, tuple(formats.split(",")) if formats else (), inferred, byte_cap, paged)


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
    place = _KINDS.index(answer.kind), _FORMATS.index(answer.format)
    return _ANSWER.pack(*place, answer.cut, answer.count) + dataset.encode()


def unpack_answer(header: bytes, body: bytes) -> EncodedAnswer:
    """Read an answer; raise the error that stands in its place."""
    if header.startswith(_ERROR):
        raise unpack_error(json.loads(header))
    kind, format_, cut, count = _ANSWER.unpack_from(header)
    dataset = header[_ANSWER.size :].decode()
    return EncodedAnswer(_KINDS[kind], _FORMATS[format_], body, count, cut=cut, dataset=dataset)


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
