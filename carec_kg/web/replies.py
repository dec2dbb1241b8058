"""What a route answers, before the last touch: bytes, headers, and what may be done with them. No Flask here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.rdf.media import RESULT_FORMATS, Format
from carec_kg.web import problems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.web.negotiation import Choice
    from carec_kg.web.problems import Problem

#: Says that there is more than the body holds: after how many rows or triples it was cut.
CUT_HEADER = "X-Result-Cut"
VERSION_HEADER = "X-Dataset-Version"
#: Says what evaluated a query with SERVICE, since that is not what evaluates the others.
EVALUATOR_HEADER = "X-Query-Evaluator"
#: All that a query can be answered in.
ANSWER_FORMATS: tuple[Format, ...] = (*RESULT_FORMATS, *GRAPH_FORMATS)

_MEDIA_TYPES = {format_.name: format_.media_type for format_ in ANSWER_FORMATS}
_TEXT_TYPES = ("text/", "application/sparql-query")


@dataclass(slots=True)
class Reply:
    """An answer: its body, its type and what else its headers say; ``dataset`` is the version that was asked.

    ``keep`` says that over the same data the same request has this answer for everybody, so that its bytes may be
    given again; a page with a nonce never is. ``changing`` says that to ask again gives another answer.
    """

    body: bytes
    headers: list[tuple[str, str]]
    status: int = 200
    dataset: str = ""
    keep: bool = False
    changing: bool = False


def content_type(media_type: str) -> str:
    """Return the Content-Type of a media type; all text here is UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith(_TEXT_TYPES) else media_type


def make_reply(answer: EncodedAnswer, choices: Iterable[Choice], *, paged: bool = False) -> Reply:
    """Return the reply with an answer, by the media type that the client named for its format.

    A page that ends where the client wanted it to is not cut.
    """
    asked = (choice.media_type for choice in choices if choice.format.name == answer.format)
    headers = [("Content-Type", content_type(next(asked, _MEDIA_TYPES[answer.format])))]
    if answer.cut and not paged:
        headers.append((CUT_HEADER, str(answer.count)))
    if answer.federated:
        headers.append((EVALUATOR_HEADER, "rdflib"))
    return Reply(answer.body, headers, dataset=answer.dataset, keep=True, changing=answer.federated)


def reply_problem(problem: Problem) -> Reply:
    """Return the reply to a program that has a problem."""
    body = json.dumps(problem.document(), indent=2, ensure_ascii=False) + "\n"
    headers = [("Content-Type", problems.MEDIA_TYPE), *problem.headers.items()]
    # A text of a client may hold half of a surrogate pair.
    return Reply(body.encode("utf-8", "replace"), headers, problem.status)
