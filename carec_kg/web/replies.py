"""What a route answers, before the last touch: bytes, headers, and what may be done with them. No Flask here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from carec_kg.graph.cutting import add_member
from carec_kg.graph.encoding import GRAPH_FORMATS, UNCOUNTED
from carec_kg.rdf.media import RESULT_FORMATS, RESULT_JSON, Format
from carec_kg.web import problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.web.negotiation import Choice
    from carec_kg.web.problems import Problem

#: Says that there is more than the body holds: after how many rows or triples it was cut.
CUT_HEADER = "X-Result-Cut"
VERSION_HEADER = "X-Dataset-Version"
#: Says whether the body holds all that was asked for: ``true`` or ``false``.
COMPLETE_HEADER = "X-Result-Complete"
#: Says whether what is only inferred was looked at: ``included`` or ``excluded``.
INFERRED_HEADER = "X-Inferred"
#: Says how long the answer took to make, or that it was kept (W3C Server Timing).
TIMING_HEADER = "Server-Timing"
#: Says what evaluated a query with SERVICE, since that is not what evaluates the others.
EVALUATOR_HEADER = "X-Query-Evaluator"
#: All that a query can be answered in.
ANSWER_FORMATS: tuple[Format, ...] = (*RESULT_FORMATS, *GRAPH_FORMATS)

_COMPLETE = ((COMPLETE_HEADER, "false"), (COMPLETE_HEADER, "true"))
_INFERRED = ((INFERRED_HEADER, "excluded"), (INFERRED_HEADER, "included"))
_MEDIA_TYPES = {format_.name: format_.media_type for format_ in ANSWER_FORMATS}
_NOTHING: Mapping[str, bytes] = MappingProxyType({})
_TEXT_TYPES = ("text/", "application/sparql-query")


@dataclass(slots=True)
class Reply:
    """An answer: its body, its type and what else its headers say; ``dataset`` is the version that was asked.

    ``keep`` says that over the same data the same request has this answer for everybody, so that its bytes may be
    given again; a page with a nonce never is. ``changing`` says that to ask again gives another answer. ``nonce`` is
    what scripts and styles of a page may carry beside those that are files of ours.
    """

    body: bytes
    headers: list[tuple[str, str]]
    status: int = 200
    dataset: str = ""
    keep: bool = False
    changing: bool = False
    nonce: str = ""


def content_type(media_type: str) -> str:
    """Return the Content-Type of a media type; all text here is UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith(_TEXT_TYPES) else media_type


def make_reply(
    answer: EncodedAnswer,
    choices: Iterable[Choice],
    *,
    paged: bool = False,
    inferred: bool = True,
    why: bytes = b"",
    more: Mapping[str, bytes] = _NOTHING,
) -> Reply:
    """Return the reply with an answer, by the media type that the client named for its format.

    A page that ends where the client wanted it to is not cut. ``inferred`` says whether the closure was looked at;
    ``why`` is JSON that says why there is nothing, and ``more`` are further members of ``meta``, for both of which only
    results in JSON have room.
    """
    asked = (choice.media_type for choice in choices if choice.format.name == answer.format)
    complete = paged or not answer.cut
    headers = [
        ("Content-Type", content_type(next(asked, _MEDIA_TYPES[answer.format]))),
        *describe_result(complete=complete, inferred=inferred),
    ]
    if not complete:
        headers.append((CUT_HEADER, str(answer.count)))
    if answer.federated:
        headers.append((EVALUATOR_HEADER, "rdflib"))
    body = answer.body
    if answer.format == RESULT_JSON.name and answer.kind != "document":
        body = add_member(body, "meta", _write_meta(answer, complete=complete, inferred=inferred, why=why, more=more))
    return Reply(body, headers, dataset=answer.dataset, keep=True, changing=answer.federated)


def describe_result(*, complete: bool, inferred: bool) -> tuple[tuple[str, str], ...]:
    """Return the headers that say whether a result is whole, and whether what is only inferred was looked at."""
    return _COMPLETE[complete], _INFERRED[inferred]


def describe_answer(dataset: str, *, complete: bool = True, inferred: bool | None = None) -> dict[str, Any]:
    """Return the member ``meta`` of JSON of our own; ``inferred`` is ``None`` where that makes no difference."""
    described: dict[str, Any] = {"dataset": dataset, "complete": complete}
    return described if inferred is None else {**described, "inferred": inferred}


def _write_meta(
    answer: EncodedAnswer, *, complete: bool, inferred: bool, why: bytes, more: Mapping[str, bytes]
) -> bytes:
    meta = _write_description(answer.dataset, complete, inferred)
    if answer.kind == "rows" and answer.count != UNCOUNTED:
        meta = add_member(meta, "rows", b"%d" % answer.count)
    for name, value in more.items():
        meta = add_member(meta, name, value)
    return add_member(meta, "why", why) if why else meta


@lru_cache(maxsize=64)
def _write_description(dataset: str, complete: bool, inferred: bool) -> bytes:  # noqa: FBT001 - a key of the cache
    return json.dumps(describe_answer(dataset, complete=complete, inferred=inferred), separators=(",", ":")).encode()


def reply_problem(problem: Problem) -> Reply:
    """Return the reply to a program that has a problem."""
    body = json.dumps(problem.document(), indent=2, ensure_ascii=False) + "\n"
    headers = [("Content-Type", problems.MEDIA_TYPE), *problem.headers.items()]
    # A text of a client may hold half of a surrogate pair.
    return Reply(body.encode("utf-8", "replace"), headers, problem.status)
