"""The links of a thing to other open data, in words: which graph, which relation, on what it rests, who looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import GRAPH, expand
from carec_kg.rdf.terms import Iri
from carec_kg.web.pages.cards import label_property
from carec_kg.web.pages.wording import find_words, say

if TYPE_CHECKING:
    from carec_kg.rdf.terms import Term
    from carec_kg.web.pages.cards import Cards
    from carec_kg.web.pages.reader import GraphReader

_LINKS = f"{GRAPH}links/"
_MATCHES = {expand(f"skos:{name}"): name for name in (
    "exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")}  # fmt: skip
_PROFILES = "?record ?graph ?property ?target ?code ?state ?comment ?source ?confidence ?negated"
_QUERY = f"""SELECT {_PROFILES} WHERE {{
  GRAPH ?graph {{
    ?record owl:annotatedSource %s ; owl:annotatedProperty ?property .
    OPTIONAL {{ ?record owl:annotatedTarget ?target }}
    OPTIONAL {{ ?record sssom:object_label ?code }}
    OPTIONAL {{ ?record carec:reviewState ?state }}
    OPTIONAL {{ ?record rdfs:comment ?comment }}
    OPTIONAL {{ ?record sssom:object_source ?source }}
    OPTIONAL {{ ?record sssom:confidence ?confidence }}
    OPTIONAL {{ ?record sssom:predicate_modifier ?negated }}
  }}
}} ORDER BY ?graph ?property ?target ?code"""
#: Records of one thing that a page shows.
_MOST = 200


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link of a thing to another graph.

    ``relation`` says what it is in words; ``target`` is an address where it has one, else ``code`` alone.
    ``state`` is the last part of the review state's IRI; ``percent`` how sure its author was.
    """

    record: str
    relation: str
    target: str
    code: str
    state: str
    state_words: str
    comment: str
    source: str
    percent: str
    refused: bool


def read_links(reader: GraphReader, iri: str) -> list[OpenLinkRow]:
    """Return the records of a thing's links as the graph holds them."""
    rows = reader.select(f"{_QUERY % Iri(iri)} LIMIT {_MOST}")
    return [OpenLinkRow(dict(zip(rows.variables, (_text(term) for term in row), strict=True))) for row in rows.rows]


@dataclass(frozen=True, slots=True)
class OpenLinkRow:
    """A record by the names of its parts; what is absent is empty."""

    said: dict[str, str]

    def mentions(self) -> list[str]:
        """Return the IRIs whose labels are needed."""
        return [iri for iri in (self.said["property"], self.said["source"], self.said["state"]) if iri]


def write_links(rows: list[OpenLinkRow], cards: Cards) -> list[OpenLink]:
    """Return the links in words: those that hold, the surest first, then those that were refused."""
    links = [_write(row.said, cards) for row in rows]
    return sorted(links, key=lambda link: (link.refused, not link.target, link.relation, link.code))


def _write(said: dict[str, str], cards: Cards) -> OpenLink:
    language = cards.language
    state = said["state"].rpartition("/")[2]
    percent = said["confidence"]
    return OpenLink(
        record=said["record"],
        relation=_relate(language, said, cards),
        target=said["target"],
        code=said["code"] or said["target"].rpartition("/")[2] or said["target"],
        state=state,
        state_words=find_words(language, f"things.link.{state}") or cards.label(said["state"]).text if state else "",
        comment=said["comment"],
        source=said["source"],
        percent=f"{float(percent) * 100:.0f}" if percent else "",
        refused=bool(said["negated"]),
    )


def _relate(language: str, said: dict[str, str], cards: Cards) -> str:
    short = said["graph"].removeprefix(_LINKS)
    target = find_words(language, f"things.link.{short}") or short
    match = _MATCHES.get(said["property"])
    if match:
        return say(language, f"things.link.{match}", target=target)
    label = label_property(cards, said["property"]).text
    return say(language, "things.link.code", property=label, target=target)


def _text(term: Term | None) -> str:
    return term.value if term else ""
