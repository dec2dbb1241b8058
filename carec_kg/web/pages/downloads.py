"""The blueprint of ``/downloads``, and of ``/.well-known/void``: the data set described in VoID, DCAT and PROV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, render_template, request

from carec_kg.errors import UnknownName
from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.iris import CATALOGUE_GRAPH
from carec_kg.rdf.terms import Quad
from carec_kg.rdf.writing import write
from carec_kg.web.answering import show
from carec_kg.web.files import ExportFolder
from carec_kg.web.negotiation import choose_format, prefers_html
from carec_kg.web.pages.downloads_model import group_files, name_words, read_described
from carec_kg.web.pages.frame import link
from carec_kg.web.pages.languages import DEFAULT_LANGUAGE
from carec_kg.web.pages.wording import say
from carec_kg.web.replies import Reply, content_type

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from carec_kg.web.pages.site import Site

WELL_KNOWN = "/.well-known/void"
_CATALOGUE = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{CATALOGUE_GRAPH}> {{ ?s ?p ?o }} }}"


def describe_file(name: str) -> str:
    """Return in words what a file is; its suffix, where nobody gave words for it."""
    stem = name.rsplit("/", 1)[-1].partition(".")[0].removeprefix("observations-")
    try:
        return say(DEFAULT_LANGUAGE, f"downloads.files.{name_words(name)}", name=stem)
    except KeyError:
        return name.rsplit(".", 1)[-1].upper()


def make_downloads_blueprint(site: Site) -> Blueprint:
    """Return the blueprint."""
    blueprint = Blueprint("downloads", __name__)
    folder = ExportFolder(site.settings.exports)

    @blueprint.get("/downloads")
    def downloads() -> Response:
        groups = group_files(folder.list_files().values())
        described = read_described(site.reader)
        return Response(
            render_template(
                "downloads.html",
                groups=groups,
                described=described,
                describe=describe_file,
                formats=GRAPH_FORMATS,
                root=request.url_root.rstrip("/"),
                well_known=WELL_KNOWN,
            )
        )

    @blueprint.get(WELL_KNOWN)
    def catalogue() -> Response | WerkzeugResponse:
        if prefers_html(request.headers.get("Accept")):
            return redirect(link("/downloads"), 303)
        choice = choose_format(request.headers.get("Accept"), GRAPH_FORMATS)
        triples = site.reader.construct(_CATALOGUE)
        if not triples:
            raise UnknownName("catalogue of this data set", CATALOGUE_GRAPH, [])
        body = write((Quad(*triple) for triple in triples), choice.format)
        return show(Reply(body, [("Content-Type", content_type(choice.media_type))], keep=True))

    return blueprint
