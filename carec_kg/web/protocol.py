"""From the parts of an HTTP request to a query (SPARQL 1.1 Protocol, section 2.1). No Flask here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from carec_kg.errors import NotAllowed, ParameterProblem
from carec_kg.web.problems import RequestProblem

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_FIELDS = 1000
#: Characters that an IRI never has (RFC 3987); the engine checks the rest.
_NO_IRI = frozenset('<>"{}|\\^`') | frozenset(map(chr, range(0x21)))
#: Python reads more as a number than this: underscores, digits of other scripts, words.
_SECONDS = re.compile(r"(?:[0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})(?:[eE][+-]?[0-9]{1,3})?")
#: The parameter with the name by which a query can be cancelled.
CANCEL_PARAMETER = "cancel-id"
#: Who knows the name can cancel, so that it must be hard to guess.
_CANCEL_NAME = re.compile(r"[A-Za-z0-9_-]{16,128}")


class Question(NamedTuple):
    """The parts of an HTTP request that a query is read from; ``body`` is empty unless it is a POST."""

    method: str
    query_string: bytes
    content_type: str = ""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """A query as it came; ``query`` is ``None`` where there is none, which asks for the service description.

    ``default_graphs`` and ``named_graphs`` are both ``None`` where the request names no graph at all. ``cancel_name``
    is empty where the client has given none. ``why`` wants to know why there is nothing, should there be nothing.
    """

    query: str | None
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    timeout: float
    inferred: bool
    cancel_name: str = ""
    why: bool = False


def read_fields(encoded: bytes) -> list[tuple[str, str]]:
    """Read a query string or a form; raise ``RequestProblem`` for one that is no UTF-8 or has no end."""
    try:
        return parse_qsl(encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeError:
        message = "The parameters are not UTF-8; encode them so."
        raise RequestProblem(400, message) from None
    except ValueError:
        message = f"There are more than {_MOST_FIELDS} parameters; send fewer."
        raise RequestProblem(400, message) from None


def read_request(question: Question, timeout: float) -> SparqlRequest:
    """Read a protocol request; ``timeout`` is the server's, in seconds, which a request can only shorten.

    Raises ``RequestProblem``, ``ParameterProblem`` and, for an update, ``NotAllowed``.
    """
    fields = read_fields(question.query_string)
    if question.method == "POST":
        return _read_post(fields, question.content_type, question.body, timeout)
    return _read_fields(fields, read_single(fields, "query"), timeout)


def _read_post(fields: list[tuple[str, str]], content_type: str, body: bytes, timeout: float) -> SparqlRequest:
    media_type, _, parameters = content_type.partition(";")
    media_type = media_type.strip().lower()
    if media_type == _UPDATE:
        raise _refuse_update()
    if media_type not in {_FORM, _DIRECT}:
        accepted = {"Accept-Post": f"{_DIRECT}, {_FORM}"}
        message = f"Send the query as {_DIRECT} or {_FORM}, not as {media_type or 'a body without a type'}."
        raise RequestProblem(415, message, accepted)
    if "charset=" in parameters.lower() and "utf-8" not in parameters.lower():
        message = "Send the query in UTF-8."
        raise RequestProblem(415, message)
    if media_type == _FORM:
        fields = fields + read_fields(body)
        query = read_single(fields, "query")
    else:
        query = _read_direct(fields, body)
    if query is None and read_single(fields, "update") is None:
        message = "There is no query; send it as the form field 'query'."
        raise RequestProblem(400, message)
    return _read_fields(fields, query, timeout)


def _read_direct(fields: list[tuple[str, str]], body: bytes) -> str:
    if read_single(fields, "query") is not None:
        message = "The query stands both in the address and in the body; send it once."
        raise RequestProblem(400, message)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        message = "The query is not UTF-8; encode it so."
        raise RequestProblem(400, message) from None


def _read_fields(fields: list[tuple[str, str]], query: str | None, timeout: float) -> SparqlRequest:
    if read_single(fields, "update") is not None:
        raise _refuse_update()
    default_graphs = read_graphs(fields, "default-graph-uri")
    named_graphs = read_graphs(fields, "named-graph-uri")
    # Named in the protocol, the data set is made of these graphs alone (section 2.1.4).
    given = default_graphs or named_graphs
    return SparqlRequest(
        query=query,
        default_graphs=default_graphs if given else None,
        named_graphs=named_graphs if given else None,
        timeout=read_timeout(read_single(fields, "timeout"), timeout),
        inferred=read_switch("inferred", read_single(fields, "inferred")),
        cancel_name=read_cancel_name(fields),
        why=read_wish("why", read_single(fields, "why")),
    )


def read_single(fields: Iterable[tuple[str, str]], name: str) -> str | None:
    """Return the value of a parameter that is given once at the most; raise ``RequestProblem``."""
    values = [value for key, value in fields if key == name]
    if len(values) > 1:
        message = f"The parameter {name} is given {len(values)} times; give it once."
        raise RequestProblem(400, message)
    return values[0] if values else None


def read_graphs(fields: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    """Return the graphs that a parameter names, each once; raise ``ParameterProblem`` for what is no absolute IRI."""
    graphs = tuple(dict.fromkeys(value for key, value in fields if key == name))
    for graph in graphs:
        if ":" not in graph or _NO_IRI & set(graph):
            message = f"{graph[:80]!r} is no absolute IRI; {name} takes the name of a graph."
            raise ParameterProblem(message)
    return graphs


def read_timeout(text: str | None, most: float) -> float:
    """Return the seconds that a query may run: as asked, at most the server's own; raise ``ParameterProblem``."""
    if not text:
        return most
    seconds = float(text) if _SECONDS.fullmatch(text) else 0.0
    if not 0 < seconds < float("inf"):
        message = f"The parameter timeout takes a number of seconds above 0, for example timeout=5; not {text[:40]!r}."
        raise ParameterProblem(message)
    return min(seconds, most)


def read_switch(name: str, text: str | None) -> bool:
    """Return a parameter that is true unless it says ``false``; raise ``ParameterProblem`` for another word."""
    if text not in {None, "", "true", "false"}:
        message = f"The parameter {name} takes true or false; not {text[:40]!r}."
        raise ParameterProblem(message)
    return text != "false"


def read_wish(name: str, text: str | None) -> bool:
    """Return a parameter that is false unless it says ``1`` or ``true``; raise ``ParameterProblem`` for other words."""
    if text not in {None, "", "0", "1", "true", "false"}:
        message = f"The parameter {name} takes 1 or 0; not {text[:40]!r}."
        raise ParameterProblem(message)
    return text in {"1", "true"}


def read_cancel_name(fields: list[tuple[str, str]]) -> str:
    """Return the name that a query can be cancelled by, empty where there is none; raise ``ParameterProblem``."""
    names = [value for key, value in fields if key == CANCEL_PARAMETER]
    if not names:
        return ""
    if len(names) > 1 or not is_cancel_name(names[0]):
        message = (
            f"The parameter {CANCEL_PARAMETER} takes one name of 16 to 128 letters, digits, - or _; "
            "a random UUID is one."
        )
        raise ParameterProblem(message)
    return names[0]


def is_cancel_name(text: str) -> bool:
    """Return whether a text can be the name of a query."""
    return bool(_CANCEL_NAME.fullmatch(text))


def _refuse_update() -> NotAllowed:
    return NotAllowed("This graph is read-only: it takes queries, no updates.")
