"""From a finished answer to a Flask response, with all that is true of it in the headers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Response, g

from carec_kg.web.replies import content_type, make_reply

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.web.negotiation import Choice
    from carec_kg.web.replies import Reply


def show(reply: Reply) -> Response:
    """Return the response with a reply; what the reply says of itself is noted at the request under way."""
    g.reply = reply
    return Response(reply.body, reply.status, reply.headers)


def respond(
    answer: EncodedAnswer, choices: Iterable[Choice], *, paged: bool = False, inferred: bool = True, why: bytes = b""
) -> Response:
    """Return the response with an answer; its flags are those of ``make_reply``."""
    return show(make_reply(answer, choices, paged=paged, inferred=inferred, why=why))


def respond_text(text: str | bytes, media_type: str) -> Response:
    """Return a response of text."""
    return Response(text, content_type=content_type(media_type))


def respond_json(value: object, status: int = 200, media_type: str = "application/json") -> Response:
    """Return a response of JSON, for people to read too."""
    return Response(json.dumps(value, indent=2, ensure_ascii=False) + "\n", status, content_type=media_type)
