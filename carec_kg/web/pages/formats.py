"""The forms in which a thing can be had: a page, or its statements in one of the formats of RDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Response, make_response, redirect, request

from carec_kg.rdf.media import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, Format
from carec_kg.web.answering import show
from carec_kg.web.negotiation import choose_format
from carec_kg.web.pages.frame import link
from carec_kg.web.replies import CUT_HEADER, Reply, content_type

if TYPE_CHECKING:
    from carec_kg.web.negotiation import Choice
    from carec_kg.web.pages.descriptions import Description

HTML = Format("html", "HTML", ("text/html", "application/xhtml+xml"), ("html",))
#: What programs take for JSON-LD who do not know its name.
_JSON_LD = Format(
    JSON_LD.name, JSON_LD.label, (*JSON_LD.media_types, "application/json"), JSON_LD.suffixes, datasets=True
)
#: The statements about a thing as files; the first is for clients that take anything.
DATA_FORMATS = (TURTLE, _JSON_LD, N_TRIPLES, RDF_XML, TRIG, N_QUADS)
_OFFERED = (*DATA_FORMATS, HTML)
_BY_SUFFIX = {suffix: format_ for format_ in DATA_FORMATS for suffix in format_.suffixes[:1]}
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def choose_form() -> Choice:
    """Return the form that the request at hand asks for; raise ``NotAcceptable``."""
    return choose_format(request.headers.get("Accept"), _OFFERED)


def choose_data() -> Choice:
    """Return the format of data that the request at hand asks for; raise ``NotAcceptable``."""
    return choose_format(request.headers.get("Accept"), DATA_FORMATS)


def split_suffix(name: str) -> tuple[str, Format | None]:
    """Return a name without the suffix of a format, and that format; ``None`` where it has no such suffix."""
    stem, dot, suffix = name.rpartition(".")
    format_ = _BY_SUFFIX.get(suffix) if dot and stem else None
    return (stem, format_) if format_ else (name, None)


def respond_description(found: Description, format_: Format, name: str, media_type: str = "") -> Response:
    """Return a description as a file of that name, with the note of a cut."""
    headers = [
        ("Content-Type", content_type(media_type or format_.media_type)),
        ("Content-Disposition", f'inline; filename="{_UNSAFE.sub("-", name)}.{format_.suffix}"'),
    ]
    if found.cut:
        headers.append((CUT_HEADER, str(found.cut)))
    return show(Reply(found.write(format_), headers, keep=True))


def see_other(path: str) -> Response:
    """Send the client to another address of this server: what it asked for is no document (RFC 9110, 15.4.4)."""
    return make_response(redirect(link(path), 303))
