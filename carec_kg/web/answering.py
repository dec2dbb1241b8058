"""From a finished answer to an HTTP response, with all that is true of it in the headers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Response

from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.rdf.media import RESULT_FORMATS, Format
from carec_kg.web.finishing import keep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.web.negotiation import Choice

#: Says that there is more than the body holds: after how many rows or triples it was cut.
CUT_HEADER = "X-Result-Cut"
VERSION_HEADER = "X-Dataset-Version"
#: All that a query can be answered in.
ANSWER_FORMATS: tuple[Format, ...] = (*RESULT_FORMATS, *GRAPH_FORMATS)

_BY_NAME = {format_.name: format_ for format_ in ANSWER_FORMATS}
_TEXT_TYPES = ("text/", "application/sparql-query")


def content_type(media_type: str) -> str:
    """Return the Content-Type of a media type; all text here is UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith(_TEXT_TYPES) else media_type


def respond(answer: EncodedAnswer, choices: Iterable[Choice], *, paged: bool = False) -> Response:
    """Return the response with an answer, by the media type that the client named for its format.

    A page that ends where the client wanted it to is not cut.
    """
    asked = {choice.format.name: choice.media_type for choice in choices}
    media_type = asked.get(answer.format, _BY_NAME[answer.format].media_type)
    response = Response(answer.body, content_type=content_type(media_type))
    if answer.cut and not paged:
        response.headers[CUT_HEADER] = str(answer.count)
    if answer.dataset:
        response.headers[VERSION_HEADER] = answer.dataset
    return keep(response)


def respond_text(text: str | bytes, media_type: str) -> Response:
    """Return a response of text."""
    return Response(text, content_type=content_type(media_type))


def respond_json(value: object, status: int = 200, media_type: str = "application/json") -> Response:
    """Return a response of JSON, for people to read too."""
    return Response(json.dumps(value, indent=2, ensure_ascii=False) + "\n", status, content_type=media_type)
