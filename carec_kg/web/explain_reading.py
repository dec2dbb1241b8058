"""What a request wants to be explained: a triple, or a row of a query. No Flask here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from carec_kg.errors import ParameterProblem
from carec_kg.web.pages.languages import DEFAULT_LANGUAGE, choose_language
from carec_kg.web.problems import RequestProblem
from carec_kg.web.protocol import read_fields, read_switch, read_timeout

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_DIRECT = "application/sparql-query"
_NUMBERS = ("row", "page", "size", "proofs")
#: Digits of a number; the desk knows how much is too much.
_MOST_DIGITS = 12
_GRAPHS = {"default-graph-uri": "defaultGraphs", "named-graph-uri": "namedGraphs"}


@dataclass(frozen=True, slots=True)
class Wish:
    """An inquiry of kind ``explain`` or ``prove``; ``terms`` are those of a triple, empty for a row.

    ``asked`` is for the desk; ``given`` are parameters that are none of the inquiry's: those of a saved query.
    """

    asked: Mapping[str, Any]
    timeout: float
    inferred: bool
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Return the kind of the inquiry."""
        return "prove" if "subject" in self.asked else "explain"


def read_triple_wish(fields: Mapping[str, str], timeout: float) -> Wish | None:
    """Read ``s``, ``p``, ``o``; ``None`` where there is none of them, ``ParameterProblem`` where one is missing."""
    names = {"s": "subject", "p": "predicate", "o": "object"}
    if not any(fields.get(name) for name in names):
        return None
    missing = [name for name in names if not fields.get(name)]
    if missing:
        message = f"The parameter {missing[0]} is missing; a triple has s, p and o, for example o=carec:Member."
        raise ParameterProblem(message)
    wish = read_wish_of_row(fields, timeout)
    return Wish({**wish.asked, **{names[name]: fields[name] for name in names}}, wish.timeout, wish.inferred)


def read_wish_of_row(fields: Mapping[str, str], timeout: float) -> Wish:
    """Read the row, page and size, proofs, language, time and ``inferred``; raise ``ParameterProblem``."""
    rest = dict(fields)
    asked: dict[str, Any] = {name: _read_number(name, rest.pop(name)) for name in _NUMBERS if name in rest}
    asked["language"] = choose_language(rest.pop("lang", None), None) or DEFAULT_LANGUAGE
    seconds = read_timeout(rest.pop("timeout", None), timeout)
    inferred = read_switch("inferred", rest.pop("inferred", None))
    rest.pop("format", None)
    return Wish(asked, seconds, inferred, rest)


def _read_number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS:
        message = f"The parameter {name} is a whole number from 0; not {text[:40]!r}."
        raise ParameterProblem(message)
    return int(text)


def read_posted_wish(query_string: bytes, content_type: str, body: bytes, timeout: float) -> Wish:
    """Read a query and a row that were posted: as JSON, as a form, or the query alone with a row in the address.

    Raise ``RequestProblem`` for another type or a body that is none, and ``ParameterProblem``.
    """
    fields = _read_single(query_string)
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == _JSON:
        return _read_json(fields, body, timeout)
    if media_type == _FORM:
        fields |= _read_single(body)
    elif media_type == _DIRECT:
        fields["query"] = _decode(body)
    else:
        accepted = {"Accept-Post": f"{_JSON}, {_FORM}, {_DIRECT}"}
        message = f"Send query and row as {_JSON}, or as a form, not as {media_type or 'a body without a type'}."
        raise RequestProblem(415, message, accepted)
    wish = read_wish_of_row(fields, timeout)
    graphs = {name: [wish.given[key]] for key, name in _GRAPHS.items() if wish.given.get(key)}
    return Wish({**wish.asked, "query": wish.given.get("query", ""), **_complete(graphs)}, wish.timeout, wish.inferred)


def _read_single(encoded: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in read_fields(encoded):
        if name in fields:
            message = f"The parameter {name[:40]} is given more than once; give it once."
            raise ParameterProblem(message)
        fields[name] = value
    return fields


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        message = "The body is not UTF-8; encode it so."
        raise RequestProblem(400, message) from None


def _read_json(fields: Mapping[str, str], body: bytes, timeout: float) -> Wish:
    try:
        found = json.loads(_decode(body))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        message = 'The body is no JSON object; send one such as {"query": "SELECT …", "row": 0}.'
        raise RequestProblem(400, message)
    flat = {name: _flatten(name, found[name]) for name in ("lang", "timeout", "inferred") if name in found}
    wish = read_wish_of_row({**fields, **flat}, timeout)
    own = {name: found[name] for name in ("query", "values", *_NUMBERS) if name in found}
    graphs = {name: found[key] for key, name in _GRAPHS.items() if key in found}
    return Wish({**wish.asked, **own, **_complete(graphs)}, wish.timeout, wish.inferred)


def _complete(graphs: dict[str, Any]) -> dict[str, Any]:
    """Return the graphs of a request: once any is named, the data set is made of these alone."""
    return {"defaultGraphs": [], "namedGraphs": [], **graphs} if graphs else {}


def _flatten(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    message = f"The member {name} is a text, a number or a truth value."
    raise ParameterProblem(message)
