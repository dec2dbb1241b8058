"""The blueprint of ``/ontology`` and ``/shape``: every class, property and shape, as pages and as data."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, render_template

from carec_kg.errors import UnknownName
from carec_kg.iris import CAREC, ONTOLOGY_GRAPH
from carec_kg.rdf.media import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format
from carec_kg.rdf.terms import Quad
from carec_kg.web.answering import show
from carec_kg.web.pages.cards import read_cards
from carec_kg.web.pages.descriptions import Description
from carec_kg.web.pages.formats import HTML, choose_form, respond_description, split_suffix
from carec_kg.web.pages.frame import page_language
from carec_kg.web.pages.keeping import keep
from carec_kg.web.pages.languages import LANGUAGES
from carec_kg.web.pages.ontology_diagram import PILLARS, draw_module, draw_pillars, link_module, link_pillars
from carec_kg.web.pages.ontology_files import read_files
from carec_kg.web.pages.ontology_use import ask_address, count_uses, find_examples, list_codes, mentioned_in
from carec_kg.web.pages.ontology_view import OntologyView, read_view
from carec_kg.web.pages.snapshot_files import find_snapshot
from carec_kg.web.pages.things import show_unknown
from carec_kg.web.replies import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from carec_kg.drawing.frame import Drawing
    from carec_kg.rdf.terms import Triple
    from carec_kg.web.pages.ontology_model import OntologyTerm
    from carec_kg.web.pages.reader import Label
    from carec_kg.web.pages.site import Site

#: The ontology and its parts as files.
FORMATS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
#: The diagram of the terms of which no file says the module.
_NAMELESS = "terms"
#: Terms in use that are listed where there is no ontology.
_MOST_USED = 200
_ONTOLOGY, _SHAPES = "/ontology", "/shape"


def make_ontology_blueprint(site: Site) -> Blueprint:
    """Return the blueprint."""
    blueprint = Blueprint("ontology", __name__)
    pages = _OntologyPages(site)

    @blueprint.get("/ontology")
    def ontology() -> Response:
        return pages.show_all()

    @blueprint.get("/ontology.<suffix>")
    def ontology_file(suffix: str) -> Response:
        return give(pages.view().triples, find_suffix(suffix), "carec-kg-ontology")

    @blueprint.get("/ontology/diagram/<name>.svg")
    def diagram(name: str) -> Response:
        return pages.show_diagram(name)

    @blueprint.get("/ontology/<name>")
    def term(name: str) -> Response:
        return pages.show_term(name)

    @blueprint.get("/shape")
    def shapes() -> Response:
        return pages.show_shapes()

    @blueprint.get("/shape.<suffix>")
    def shapes_file(suffix: str) -> Response:
        return give(pages.list_shapes(), find_suffix(suffix), "carec-kg-shapes")

    return blueprint


def find_suffix(suffix: str) -> Format:
    """Return the format with a suffix; raise ``UnknownName`` with those that there are."""
    known = split_suffix(f"file.{suffix}")[1]
    if known is None:
        raise UnknownName("format", suffix[:20], [format_.suffix for format_ in FORMATS])
    return known


def give(triples: Iterable[Triple], format_: Format, name: str, media_type: str = "") -> Response:
    """Return statements as a file of that name, under the media type that the client asked for."""
    return respond_description(Description(tuple(Quad(*one) for one in triples)), format_, name, media_type)


class _OntologyPages:
    """Reads the ontology once, since another one comes with another application, and shows it."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._files = cache(lambda: read_files(find_snapshot(site.settings)))
        self._read = cache(lambda: read_view(site.reader, self._files()))
        self._codes = lru_cache(maxsize=8)(lambda language: list_codes(site.reader, language))
        self._draw = lru_cache(maxsize=len(LANGUAGES))(self._draw_all)

    def view(self) -> OntologyView:
        """Return the ontology; raise ``UnknownName`` where the graph that is served has none."""
        view = self._read()
        if view is None:
            raise UnknownName("graph", ONTOLOGY_GRAPH, [])
        return view

    def list_shapes(self) -> list[Triple]:
        """Return the statements of all shapes; raise ``UnknownName`` where there are none."""
        found = [triple for triples in self._files().shapes.values() for triple in triples]
        if not found:
            raise UnknownName("file of shapes", "shape", [])
        return found

    def show_all(self) -> Response:
        """Return the ontology in the form that the client asks for."""
        choice = choose_form()
        if choice.format is HTML and self._read() is None:
            return self._show_none()
        view = self.view()
        if choice.format is not HTML:
            response = give(view.triples, choice.format, "carec-kg-ontology", choice.media_type)
            return _locate(response, f"{_ONTOLOGY}.{choice.format.suffix}")
        language = page_language()
        page = render_template(
            "ontology.html",
            view=view,
            label=_namer(view, language),
            codes=self._codes(language),
            diagrams=self._draw(language),
            links=link_pillars(view.terms, view.uses),
            formats=_list_files(_ONTOLOGY),
        )
        return keep(page)

    def show_diagram(self, name: str) -> Response:
        """Return one diagram as a file; raise ``UnknownName`` with those that there are."""
        drawn = self._draw(page_language())
        if name not in drawn:
            raise UnknownName("diagram", name[:50], [*drawn])
        return show(Reply(drawn[name].svg.encode(), [("Content-Type", "image/svg+xml")], keep=True))

    def _show_none(self) -> Response:
        """Return the page of a graph without an ontology: the terms that it uses, so that one can ask for them."""
        uses = count_uses(self._site.reader)
        counted = sorted(uses.items(), key=lambda one: (-one[1], one[0]))
        return keep(render_template("ontology_none.html", counted=counted[:_MOST_USED], count=len(counted)))

    def show_term(self, name: str) -> Response:
        """Return one term in the form that the client asks for; its name may end in the suffix of a format."""
        view = self.view()
        if name == view.version:
            return self.show_all()
        stem, format_ = (name, None) if view.find(name) else split_suffix(name)
        term = view.find(stem)
        if term is None:
            return show_unknown(self._site, CAREC, stem)
        choice = None if format_ else choose_form()
        if choice and choice.format is HTML:
            return self._show_page(view, term)
        wanted = format_ or (choice.format if choice else TURTLE)
        response = give(view.describe(term.iri), wanted, stem, choice.media_type if choice else "")
        return _locate(response, f"{_ONTOLOGY}/{term.name}.{wanted.suffix}")

    def show_shapes(self) -> Response:
        """Return all shapes in the form that the client asks for."""
        choice = choose_form()
        if choice.format is not HTML:
            response = give(self.list_shapes(), choice.format, "carec-kg-shapes", choice.media_type)
            return _locate(response, f"{_SHAPES}.{choice.format.suffix}")
        view = self.view()
        files = {name: [one for one in view.shapes.values() if one.module == name] for name in self._files().shapes}
        page = render_template(
            "shapes.html",
            view=view,
            files=files,
            parents={part: name for name, shape in view.shapes.items() for part in shape.parts},
            label=_namer(view, page_language()),
            formats=_list_files(_SHAPES) if files else [],
        )
        return keep(page)

    def _show_page(self, view: OntologyView, term: OntologyTerm) -> Response:
        language = page_language()
        examples = find_examples(self._site.reader, term)
        page = render_template(
            "ontology_term.html",
            view=view,
            term=term,
            label=_namer(view, language),
            examples=examples,
            cards=read_cards(self._site.reader, mentioned_in(examples), language),
            ask=ask_address(term),
            formats=_list_files(f"{_ONTOLOGY}/{term.name}"),
        )
        return keep(page)

    def _draw_all(self, language: str) -> dict[str, Drawing]:
        """Return the diagrams by their names: that of the pillars and that of each module which has classes to join."""
        view = self.view()

        def name(iri: str) -> str:
            return view.label(iri, language).text

        found = {PILLARS: draw_pillars(link_pillars(view.terms, view.uses), name)}
        for module in view.modules:
            links = link_module(view.terms, view.uses, module.terms)
            key = module.name or _NAMELESS
            found[key] = draw_module(module.short or key, key, links, name)
        return {key: drawn for key, drawn in found.items() if drawn}


def _namer(view: OntologyView, language: str) -> Callable[[str], Label]:
    return lambda iri: view.label(iri, language)


def _list_files(path: str) -> list[tuple[str, str, str]]:
    return [(format_.label, f"{path}.{format_.suffix}", format_.media_type) for format_ in FORMATS]


def _locate(response: Response, path: str) -> Response:
    """Say which address always has what was chosen (RFC 9110, section 8.7)."""
    g.reply.headers.append(("Content-Location", path))
    response.headers["Content-Location"] = path
    return response
