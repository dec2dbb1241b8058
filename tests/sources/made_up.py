"""A brochure that we made up, its facts as TriG, and its description made from the text."""

from __future__ import annotations

from carec_kg.iris import CAREC, PREFIXES, RDF_TYPE, mint_concept, mint_passage, mint_source
from carec_kg.rdf.media import TRIG
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Literal, Quad, Term, text_literal
from carec_kg.sources.document import Document, read_documents
from carec_kg.sources.splitting import Piece, split
from carec_kg.sources.text import digest

TEXT = """
THE AMBER COAST

HARBOUR LEAGUE

The Amber Coast Harbour League (ACHL) has joined seven ports since 1994. Its office is in Port Maren.

From 2003 to 2019, the ACHL spent \\$1.25^a billion on quays. More than 3 decades of work
lie behind it.

- A 12.5-hectare yard was opened at Lorne port on 4 May-2 June 2018.
- The 2nd Tidal Forum drew about 1,400 guests, 35% of them from Lorne and Maren ports.

www.achl.example.org
"""

SOURCE = mint_source("amber")
KEYS = ("heading", "joined", "office", "spent", "age", "yard", "forum", "address")

#: What stands in the passages' graphs and in ``graph/curation``; the office passage has its place in words only.
FACTS = """
@prefix carec: <https://w3id.org/carec-kg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/carec-kg/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix passage: <https://w3id.org/carec-kg/source/amber/> .
@prefix qualifier: <https://w3id.org/carec-kg/scheme/qualifier/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

passage:heading { id:league dcterms:title "The Amber Coast Harbour League"@en }
passage:joined {
  id:ports-joined a carec:Figure ; carec:figureOf id:league ; carec:value 7.0 ; carec:qualifier qualifier:exactly ;
    carec:earliestDay "1994-01-01"^^xsd:date .
}
passage:office { id:league carec:tookPlaceIn id:maren }
passage:spent {
  id:spending a carec:Figure ; carec:figureOf id:league ; carec:value 1250000000.0 ; carec:unit unit:CCY_USD ;
    carec:earliestDay "2003-01-01"^^xsd:date ; carec:latestDay "2019-12-31"^^xsd:date .
}
passage:age {
  id:age a carec:Figure ; carec:value 30.0 ; carec:unit unit:YR ; carec:qualifier qualifier:more-than .
}
passage:yard {
  id:yard-area a carec:Figure ; carec:value 12.5 ; carec:unit unit:HA .
  id:opening a carec:Event ; carec:tookPlaceIn id:lorne-port ;
    carec:earliestDay "2018-05-04"^^xsd:date ; carec:latestDay "2018-06-02"^^xsd:date .
}
passage:forum {
  id:edition a carec:Figure ; carec:figureOf id:forum ; carec:value 2.0 .
  id:guests a carec:Figure ; carec:value 1400.0 ; carec:qualifier qualifier:about .
  id:share a carec:Figure ; carec:value 35.0 ; carec:unit unit:PERCENT ;
    carec:figureLocation id:lorne-port , id:maren-port .
}
passage:address { id:league carec:website id:site . id:site carec:webAddress "www.achl.example.org" }

<https://w3id.org/carec-kg/graph/curation> {
  id:league rdfs:label "Amber Coast Harbour League (ACHL)"@en ;
    skos:altLabel "ACHL"@en , "Amber Coast Harbour League"@en .
  id:maren rdfs:label "Port Maren"@en .
  id:lorne rdfs:label "Lorne"@en .
  id:lorne-port rdfs:label "Lorne port"@en .
  id:maren-port rdfs:label "Maren port"@en .
  id:forum rdfs:label "Tidal Forum"@en .
}
"""


def piece_of(key: str, text: str = TEXT) -> Piece:
    """Return the piece of the text that a passage of the brochure is."""
    return split(text)[KEYS.index(key)]


def describe(text: str = TEXT) -> list[Quad]:
    """Return the quads of a ``source.ttl`` for the text, whose pieces get the keys of the brochure in their order."""
    section = f"{SOURCE}/section-league"
    quads = [
        *_state(SOURCE, RDF_TYPE, Iri(CAREC + "Document")),
        *_state(SOURCE, PREFIXES["rdfs"] + "label", text_literal("Amber brochure", "en")),
        *_state(SOURCE, CAREC + "length", _integer(len(text))),
        *_state(SOURCE, CAREC + "sha256", Literal(digest(text))),
        *_state(section, CAREC + "sectionOf", Iri(SOURCE)),
        *_state(section, CAREC + "ordinal", _integer(1)),
    ]
    for ordinal, (key, piece) in enumerate(zip(KEYS, split(text), strict=True), 1):
        passage = mint_passage("amber", key)
        quads += _state(passage, CAREC + "passageOf", Iri(SOURCE))
        quads += _state(passage, CAREC + "section", Iri(section))
        quads += _state(passage, CAREC + "ordinal", _integer(ordinal))
        quads += _state(passage, CAREC + "passageKind", Iri(mint_concept("passage-kind", piece.kind)))
        quads += _state(passage, CAREC + "start", _integer(piece.start))
        quads += _state(passage, CAREC + "end", _integer(piece.end))
        quads += _state(passage, CAREC + "sha256", Literal(digest(text[piece.start : piece.end])))
    return quads


def document(text: str = TEXT) -> Document:
    """Return the document that ``describe`` describes."""
    return read_documents(describe(text))[0]


def facts(without: str = "", instead: str = "") -> list[Quad]:
    """Return the quads of the facts, the text ``without`` replaced once by ``instead`` in the TriG."""
    assert without in FACTS
    return parse(FACTS.replace(without, instead, 1).encode(), TRIG, "facts.trig")


def _state(subject: str, predicate: str, value: Term) -> list[Quad]:
    return [Quad(Iri(subject), Iri(predicate), value, SOURCE)]


def _integer(number: int) -> Literal:
    return Literal(str(number), PREFIXES["xsd"] + "integer")
