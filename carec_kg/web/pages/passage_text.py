"""The sentences of passages, where the operator holds the texts of the sources. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.rdf.terms import Iri, Literal
from carec_kg.web.pages.cited_sources import Piece, cut_quotation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.evidence.citation import Citation
    from carec_kg.rdf.terms import Term, Triple
    from carec_kg.web.sentences import Sentences


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence of a passage in pieces, words that carry a fact marked; or why it is not quoted."""

    pieces: tuple[Piece, ...] = ()
    refused: str = ""


def read_sentences(
    sentences: Sentences, citations: Mapping[str, Citation], triples: Mapping[str, list[Triple]]
) -> dict[str, Sentence]:
    """Return the sentences of passages by their IRIs; none where no texts are held. Raise what the graph raises."""
    answer: dict[str, Any] = {
        "statements": [
            {**_write(triple), "statedIn": [graph]} for graph, stated in triples.items() for triple in stated
        ],
        "citations": {iri: citation.to_dict() for iri, citation in citations.items()},
    }
    sentences.add_to(answer)
    found = {}
    for iri, citation in answer["citations"].items():
        if quotation := citation.get("quotation"):
            pieces = tuple(cut_quotation(quotation)) if "text" in quotation else ()
            found[iri] = Sentence(pieces, quotation.get("refused", ""))
    return found


def _write(triple: Triple) -> dict[str, Any]:
    return {name: _write_term(term) for name, term in zip(("subject", "predicate", "object"), triple, strict=True)}


def _write_term(term: Term) -> dict[str, str]:
    if isinstance(term, Literal):
        language = {"language": term.language} if term.language else {}
        return {"value": term.value, "datatype": term.datatype, **language}
    return {"iri": term.value} if isinstance(term, Iri) else {"iri": f"_:{term.value}"}
